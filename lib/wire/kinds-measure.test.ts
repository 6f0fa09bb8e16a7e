import { describe, expect, it } from "vitest"
import { audioSeconds } from "./audio-seconds"
import { measured, readText } from "./kinds-measure"

describe("what is known before a request is sent", () => {
  it("are tokens given as tokens, characters as people count them, and what images come to", () => {
    expect(measured("embeddings", { input: [[1, 2], [3]] }, []).prompt_tokens).toBe(3)
    expect(measured("embeddings", { input: "text" }, []).prompt_tokens).toBeUndefined()
    expect(measured("speech", { input: "héllo 👋" }, []).units?.characters).toBe(7)
    const images = measured("images", { n: "2", size: "1024x512", quality: "low" }, []).units
    expect(images).toEqual({ images: 2, pixels: 1_048_576, imageOutputTokens: 272 })
    expect(measured("rerank", { documents: Array(101).fill("a") }, []).units?.searches).toBe(2)
  })

  it("is the text a model reads, wherever a kind has it", () => {
    expect(readText("rerank", { query: "q", documents: ["a", { text: "b" }] })).toBe("q\na\nb")
    expect(readText("moderations", { input: [{ type: "text", text: "a" }, { type: "image_url" }] })).toBe("a\n")
    expect(readText("transcriptions", { prompt: "p" })).toBe("")
  })
})

describe("the length of audio", () => {
  it("is exact for WAV, by bit rate for MP3, a guess for the rest", () => {
    const wav = Buffer.alloc(44 + 16_000)
    wav.write("RIFF", 0)
    wav.write("WAVEfmt ", 8)
    wav.writeUInt32LE(16, 16)
    wav.writeUInt32LE(8_000, 28)
    wav.write("data", 36)
    wav.writeUInt32LE(16_000, 40)
    expect(audioSeconds({ bytes: wav, filename: "a.wav" })).toBe(2)
    const mp3 = Buffer.alloc(16_000)
    mp3.set([0xff, 0xfb, 0x90, 0x00])
    expect(audioSeconds({ bytes: mp3, filename: "a" })).toBe(1)
    expect(audioSeconds({ bytes: Buffer.alloc(8_000), filename: "a.OGG" })).toBe(2)
    for (const cut of [0, 3, 12, 43])
      expect(audioSeconds({ bytes: wav.subarray(0, cut), filename: "a.wav" })).toBeLessThan(1)
  })
})
