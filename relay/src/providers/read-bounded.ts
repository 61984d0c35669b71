/**
 * The body of an answer, or null when it is longer than `longest` bytes; then it is read no further, and the connection is
 * cut instead of filling the memory with it.
 */
export async function readBounded(response: Response, longest: number): Promise<Buffer | null> {
  if (response.body === null) return Buffer.alloc(0);
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body as AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length > longest) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
