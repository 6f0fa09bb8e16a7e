-- A process asks for more of a limit. One statement for the gateway: everyone who asks for the same counter waits here for
-- the other, then reads spend and leases in one snapshot (flushing a row moves its amount from one to the other).
-- A name with a colon is an account's (`kind:id`), one without is a key's hash.
CREATE FUNCTION quota_ask(
  p_counter text, p_process text, p_unit text, p_name text, p_window timestamptz,
  p_need bigint, p_limit bigint, p_seed bigint, p_held bigint, p_spare bigint, p_overdraw boolean
) RETURNS TABLE (granted bigint, spent bigint, others bigint, others_held bigint, others_spare bigint,
  alone boolean, overdrawn boolean)
LANGUAGE plpgsql AS $$
DECLARE
  v_mine bigint;
  v_free bigint;
  v_processes integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_counter, 0));
  SELECT
    CASE
      WHEN p_unit IS NULL THEN 0
      WHEN position(':' IN p_name) = 0 THEN (
        SELECT CASE WHEN k.window_started_at <> p_window THEN 0 WHEN p_unit = 'tokens' THEN k.window_tokens ELSE k.spend_nano END
        FROM keys k WHERE k.token = p_name)
      ELSE (
        SELECT CASE WHEN a.window_started_at <> p_window THEN 0 WHEN p_unit = 'tokens' THEN a.window_tokens ELSE a.spend_nano END
        FROM accounts a WHERE a.kind = split_part(p_name, ':', 1) AND a.id = substr(p_name, position(':' IN p_name) + 1))
    END,
    coalesce(sum(l.amount) FILTER (WHERE l.process = p_process), 0),
    coalesce(sum(l.amount) FILTER (WHERE l.process <> p_process), 0),
    coalesce(sum(l.held) FILTER (WHERE l.process <> p_process), 0),
    coalesce(sum(least(l.spare, l.amount)) FILTER (WHERE l.process <> p_process), 0)
  INTO spent, v_mine, others, others_held, others_spare
  FROM quota_leases l WHERE l.counter = p_counter;
  SELECT count(*) INTO v_processes FROM gateway_processes g
    WHERE g.id <> p_process AND g.seen_at > now() - interval '5 seconds';
  spent := coalesce(spent, p_seed);
  alone := v_processes = 0;
  overdrawn := false;
  v_free := p_limit - spent - v_mine - others;
  IF v_free >= p_need THEN
    granted := p_need + CASE WHEN alone THEN v_free - p_need ELSE (v_free - p_need) / (2 * (v_processes + 1)) END;
  ELSIF p_overdraw AND others_held = 0 AND v_free + p_spare > 0 THEN
    granted := p_need;
    overdrawn := true;
  ELSE
    granted := 0;
  END IF;
  IF granted > 0 THEN
    INSERT INTO quota_leases AS q (counter, process, amount, held, spare)
      VALUES (p_counter, p_process, granted, p_held, granted - p_need)
      ON CONFLICT (counter, process) DO UPDATE SET
        amount = q.amount + excluded.amount, held = excluded.held, spare = excluded.spare, at = now();
  END IF;
  RETURN NEXT;
END $$;
