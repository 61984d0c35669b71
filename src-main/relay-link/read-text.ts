import { RelayProblem } from './relay-problem.ts';

/**
 * The body of an answer, up to a bound: something in the relay's place may send without end, and must not fill the
 * memory. Rejects with `not_understood` beyond it.
 */
export async function readText(response: Response, mostBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let sizeBytes = 0;
  // Leaving the loop early cancels the stream, and with it the connection.
  for await (const chunk of response.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > mostBytes)
      throw new RelayProblem('not_understood', `An answer of more than ${mostBytes} bytes.`, {
        status: response.status,
      });
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
