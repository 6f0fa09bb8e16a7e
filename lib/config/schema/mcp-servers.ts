import { z } from "zod"
import { amounts, counts, flags, lists, mapLists, maps, textLists, textMap, textOrTexts, texts } from "./fields"

/** One entry of `mcp_servers`: a URL, or a command to start. */
export const mcpServer = z.strictObject({
  ...texts("url command alias server_id server_name description instructions spec_path spec_version protocol_version"),
  transport: z.enum(["sse", "http", "stdio"]).optional(),
  ...texts("auth_type auth_value authentication_token client_id client_secret issuer authorization_url token_url"),
  ...texts("registration_url token_endpoint_auth_method oauth2_flow upstream_resource upstream_token_header audience"),
  ...texts(
    "token_exchange_endpoint token_exchange_profile subject_token_type client_private_key client_private_key_id",
  ),
  ...texts("client_assertion_signing_alg id_jag_resource id_jag_resource_client_id id_jag_resource_client_secret"),
  ...texts("id_jag_resource_token_endpoint id_jag_subject_source source_url byok_api_key_help_url"),
  ...texts("aws_access_key_id aws_secret_access_key aws_session_token aws_region_name aws_service_name aws_role_name"),
  ...texts("aws_session_name"),
  ...textLists("args allowed_tools disallowed_tools access_groups mcp_access_groups scopes byok_description"),
  extra_headers: textOrTexts.optional(),
  env: textMap.optional(),
  static_headers: textMap.optional(),
  ...mapLists("env_vars"),
  ...maps("mcp_info tool_name_to_display_name tool_name_to_description pinned_tools allowed_params token_validation"),
  ...maps("oauth_identity_binding authorization_server_metadata"),
  ...flags(
    "allow_all_keys available_on_public_internet delegate_auth_to_upstream oauth_passthrough dcr_bridge is_byok",
  ),
  ...flags("per_server_oauth_discovery allow_sampling allow_elicitation"),
  ...counts("max_concurrent_requests rpm token_storage_ttl_seconds"),
  ...amounts("timeout cost_per_query"),
  ...lists("tools"),
})
