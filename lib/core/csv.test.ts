import { expect, it } from "vitest"
import { toCsv } from "./csv"

it("defuses every cell a spreadsheet would run", () => {
  for (const start of ["=", "+", "-", "@", "\t"]) expect(toCsv([[`${start}1+1`]])).toBe(`'${start}1+1\r\n`)
  expect(toCsv([['=HYPERLINK("http://x","y")']])).toBe(`"'=HYPERLINK(""http://x"",""y"")"\r\n`)
})

it("leaves numbers and ordinary text alone", () => {
  expect(toCsv([["team a", -1.5, 0, null, "a=b"]])).toBe("team a,-1.5,0,,a=b\r\n")
})

it("quotes separators, quotes and line ends", () => {
  expect(toCsv([["a,b", 'say "x"', "two\nlines"]])).toBe('"a,b","say ""x""","two\nlines"\r\n')
})

it("writes small money without an exponent, to the nano-dollar", () => {
  expect(toCsv([[0.00000012, 0.1 + 0.2, 1e-12]])).toBe("0.00000012,0.3,0\r\n")
})
