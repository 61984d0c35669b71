import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  readDemoConnection,
  tellDemoConnection,
  type DemoConnection,
} from '../../../../relay/simulator/agent/demo-connection.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const connection: DemoConnection = {
  relayUrl: 'http://127.0.0.1:1',
  publicBaseUrl: 'http://localhost:1',
  hookToken: 'hook',
  ringoverKey: 'key',
  streamerToken: 'streamer',
  bridge: { authToken: 'auth', accountSid: 'AC0', apiPort: 2 },
  users: [{ id: '1', firstname: 'Jonas', lastname: 'Peeters', email: 'j@firm.example', numbers: ['+3220002010'] }],
};

describe('What the demo tells of itself to the simulator', () => {
  it('is read by it, by nobody else of this machine, and is gone with the demo', () => {
    const folder = tempDir();
    const undo = tellDemoConnection(folder, connection);
    expect(readDemoConnection(folder)).toEqual(connection);
    if (process.platform !== 'win32') expect(statSync(join(folder, 'simulate.json')).mode & 0o777).toBe(0o600);
    undo();
    expect(readDemoConnection(folder)).toBeNull();
  });

  it('counts as nothing where it is from another version or cut in two', () => {
    const folder = tempDir();
    writeFileSync(join(folder, 'simulate.json'), '{"relayUrl":1}');
    expect(readDemoConnection(folder)).toBeNull();
    writeFileSync(join(folder, 'simulate.json'), '{"relayUrl"');
    expect(readDemoConnection(folder)).toBeNull();
  });
});
