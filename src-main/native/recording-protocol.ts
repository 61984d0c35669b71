import { protocol } from 'electron';

/** `recording://<host>/<id>`: sound, from this disk or the office. What is answered knows nothing of Electron. */
export function serveRecordingProtocol(play: (request: Request) => Promise<Response>): void {
  protocol.handle('recording', play);
}
