/**
 * The data of each event of a server-sent stream, as HTML's "event stream interpretation" reads it: lines end with CR, LF or
 * both, wherever the bytes are split; comments, names and ids are passed over; data of several lines is joined. An event that
 * the connection cuts off is none.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export async function* dataOfEvents(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let data: string[] = [];
  for await (const line of linesOf(bytes)) {
    if (line === '') {
      const all = data.join('\n');
      data = [];
      if (all !== '') yield all;
    } else if (line.startsWith('data:')) {
      data.push(line.slice(line.startsWith('data: ') ? 6 : 5));
    } else if (line === 'data') {
      data.push('');
    }
  }
}

async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  // Takes away a byte order mark, and keeps a letter whose bytes are split.
  const decoder = new TextDecoder();
  let rest = '';
  let endedWithCr = false;
  for await (const part of bytes) {
    let text = decoder.decode(part, { stream: true });
    if (text === '') continue;
    if (endedWithCr && text.startsWith('\n')) text = text.slice(1);
    endedWithCr = text === '' ? false : text.endsWith('\r');
    const lines = (rest + text).split(/\r\n|\r|\n/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
