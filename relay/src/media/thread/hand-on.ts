import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** What came to the port of the streams and is no sound: the main thread's own server answers it. */
export function handRequestOn(req: IncomingMessage, res: ServerResponse, mainPort: number): void {
  const { method, url, rawHeaders } = req;
  const to = { host: '127.0.0.1', port: mainPort, method, path: url, headers: rawHeaders, setHost: false };
  const onward = request(to, (answer) => {
    res.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(res);
  });
  onward.on('error', () => {
    if (res.headersSent) res.destroy();
    else res.writeHead(502, { 'content-length': 0 }).end();
  });
  res.on('close', () => onward.destroy());
  req.pipe(onward);
}

/** The connection as it is; `head` came behind its request already. */
export function handUpgradeOn(req: IncomingMessage, socket: Duplex, head: Buffer, mainPort: number): void {
  const onward = connect(mainPort, '127.0.0.1');
  const lines = [`${req.method ?? 'GET'} ${req.url ?? '/'} HTTP/${req.httpVersion}`];
  for (let at = 0; at < req.rawHeaders.length; at += 2) {
    lines.push(`${req.rawHeaders[at] ?? ''}: ${req.rawHeaders[at + 1] ?? ''}`);
  }
  onward.write(`${lines.join('\r\n')}\r\n\r\n`);
  onward.write(head);
  socket.pipe(onward).pipe(socket);
  onward.on('error', () => socket.destroy());
  onward.on('close', () => socket.destroy());
  socket.on('error', () => onward.destroy());
  socket.on('close', () => onward.destroy());
}
