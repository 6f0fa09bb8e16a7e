"use client"

import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from "react"
import { createPortal } from "react-dom"

/** A pointer that only passes over opens nothing; one that leaves has time to go to the words. */
const OPEN_AFTER_MS = 300
const CLOSE_AFTER_MS = 150
/** Between the words and what they are about, and between them and the window's edge. */
const GAP_PX = 6
const EDGE_PX = 8

interface TooltipProps {
  /** What can be focused, given what it is described by. */
  children: (describedBy: { readonly "aria-describedby": string | undefined }) => ReactNode
  content: ReactNode
}

/** A word more about `children`, on hover and on focus, until Escape. Never the only place of something needed. */
export function Tooltip({ children, content }: TooltipProps) {
  const id = useId()
  const [anchor, setAnchor] = useState<Element | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const close = () => setAnchor(null)

  function later(run: () => void, afterMs: number) {
    clearTimeout(timer.current)
    timer.current = setTimeout(run, afterMs)
  }
  useEffect(() => () => clearTimeout(timer.current), [])

  const open = anchor !== null
  useEffect(() => {
    if (!open) return
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && setAnchor(null)
    const onScroll = () => setAnchor(null)
    document.addEventListener("keydown", onKey)
    window.addEventListener("scroll", onScroll, true)
    return () => {
      document.removeEventListener("keydown", onKey)
      window.removeEventListener("scroll", onScroll, true)
    }
  }, [open])

  const hold = () => clearTimeout(timer.current)
  const leave = () => later(close, CLOSE_AFTER_MS)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for what is inside it, and has no box of its own.
    <span
      className="contents"
      onPointerOver={({ target, pointerType }) =>
        pointerType === "mouse" && later(() => setAnchor(controlOf(target)), OPEN_AFTER_MS)
      }
      onPointerOut={leave}
      onFocus={({ target }) => setAnchor(target)}
      onBlur={close}
    >
      {children({ "aria-describedby": open ? id : undefined })}
      {open && (
        <Words id={id} anchor={anchor} onPointerOver={hold} onPointerOut={leave}>
          {content}
        </Words>
      )}
    </span>
  )
}

/** The whole of the control that the pointer is somewhere in. */
function controlOf(target: EventTarget): Element | null {
  return target instanceof Element ? target.closest("button, a") : null
}

interface WordsProps {
  id: string
  anchor: Element
  onPointerOver: () => void
  onPointerOut: () => void
  children: ReactNode
}

/** Above the anchor, or below it where there is no room, and never past the window's edge. */
function Words({ id, anchor, onPointerOver, onPointerOut, children }: WordsProps) {
  const box = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const words = box.current
    if (words === null) return
    const at = anchor.getBoundingClientRect()
    const { width, height } = words.getBoundingClientRect()
    const above = at.top - GAP_PX - height
    const left = Math.min(at.left + (at.width - width) / 2, window.innerWidth - width - EDGE_PX)
    words.style.top = `${above < EDGE_PX ? at.bottom + GAP_PX : above}px`
    words.style.left = `${Math.max(left, EDGE_PX)}px`
  }, [anchor])

  return createPortal(
    <div
      ref={box}
      id={id}
      role="tooltip"
      // Its events go up to what it is rendered in, which would take it for the anchor.
      onPointerOver={(event) => {
        event.stopPropagation()
        onPointerOver()
      }}
      onPointerOut={(event) => {
        event.stopPropagation()
        onPointerOut()
      }}
      className="fixed z-50 max-w-72 animate-fade rounded-md bg-primary px-2.5 py-1.5 text-on-primary text-xs shadow-overlay"
    >
      {children}
    </div>,
    document.body,
  )
}
