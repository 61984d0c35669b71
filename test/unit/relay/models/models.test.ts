import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { runCommand } from '../../../../relay/src/cli/run-command.ts';
import { parseModelRegistry, readModelRegistry } from '../../../../relay/src/models/model-registry.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { testModelsDir } from '../../../support/test-speech.ts';

const base = 'https://models.example';
const folder = 'engine-tiny-2026';
const model = {
  id: 'tiny',
  kind: 'streaming_ctc',
  sampleRate: 8_000,
  licence: 'MIT',
  languages: ['en'],
  testOnly: false,
  archive: { url: `${base}/tiny.tar.bz2`, folder, sha256: null as string | null, bytes: null, checked: false },
  files: [
    { role: 'model', name: 'model.onnx', sha256: null, bytes: null },
    { role: 'tokens', name: 'tokens.txt', sha256: null, bytes: null },
  ],
};
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

/** A published archive, with more in it than the relay wants. */
function archiveWith(files: Record<string, string>, links: Record<string, string> = {}): Buffer {
  const dir = tempDir();
  mkdirSync(join(dir, folder));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, folder, name), content);
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(dir, folder, name));
  execFileSync('tar', ['-cjf', 'a.tar.bz2', folder], { cwd: dir });
  return readFileSync(join(dir, 'a.tar.bz2'));
}

type Serve = (request: IncomingMessage, response: ServerResponse) => void;
async function setUp(serve: Serve = (_, response) => response.writeHead(404).end(), registered: object = model) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    serve(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const DATA_DIR = tempDir();
  const modelsDir = join(DATA_DIR, 'models');
  const run = async (...words: string[]) => {
    const printed: string[] = [];
    const code = await runCommand(['models', ...words], {
      environment: { DATA_DIR },
      print: (line) => printed.push(line),
      now: () => new Date('2026-11-25T09:00:00.000Z'),
      models: parseModelRegistry({ models: [registered] }),
      // Certificates are not what is tried here.
      fetch: (url, init) => fetch((url as string).replace(base, address), init),
    });
    return { code, text: printed.join('\n') };
  };
  const there = () => {
    try {
      return readdirSync(join(modelsDir, 'tiny')).toSorted();
    } catch {
      return null;
    }
  };
  return { run, there, modelsDir, requests };
}

const good = { 'model.onnx': 'the model', 'tokens.txt': 'a 1', 'README.md': 'read me', 'run.sh': 'echo' };

describe('models pull', () => {
  it('fetches, unpacks only what is needed, and says loudly that it trusts what it got', async () => {
    const archive = archiveWith(good);
    const { run, there, modelsDir } = await setUp((_, response) => response.end(archive));
    const { code, text } = await run('pull', 'tiny');
    expect(code).toBe(0);
    expect(there()).toEqual(['model.onnx', 'tokens.txt']);
    expect(text).toContain('Licence of tiny: MIT');
    expect(text).toContain(sha256(archive));
    expect(text).toContain(sha256('the model'));
    expect(text).toMatch(/TRUST ON FIRST USE/);
    expect(readdirSync(modelsDir).toSorted()).toEqual(['hashes.json', 'tiny']);
    const listed = await run('list');
    expect(listed.text).toContain('tiny  installed  (en; MIT)');
    expect(listed.text).toContain(`${sha256('the model')}  model.onnx`);
  });

  it('once more is quiet when the same comes, and refuses anything else', async () => {
    let archive = archiveWith(good);
    const { run, there, modelsDir } = await setUp((_, response) => response.end(archive));
    await run('pull', 'tiny');
    rmSync(join(modelsDir, 'tiny'), { recursive: true });
    const same = await run('pull', 'tiny');
    expect(same.code).toBe(0);
    expect(same.text).not.toMatch(/FIRST USE/);
    rmSync(join(modelsDir, 'tiny'), { recursive: true });
    archive = archiveWith({ ...good, 'model.onnx': 'another model' });
    const other = await run('pull', 'tiny');
    expect(other.code).toBe(1);
    expect(other.text).toMatch(/archive of tiny is not what it was or should be/);
    expect(there()).toBeNull();
    expect((await run('list')).text).toContain('tiny  not here');
  });

  it('refuses what the registry knows to be something else, also the first time', async () => {
    const known = { ...model, archive: { ...model.archive, sha256: sha256('what it should be') } };
    const { run, there } = await setUp((_, response) => response.end(archiveWith(good)), known);
    expect((await run('pull', 'tiny')).code).toBe(1);
    expect(there()).toBeNull();
  });

  it('goes on where it broke off', async () => {
    const archive = archiveWith({ ...good, 'model.onnx': 'x'.repeat(3_000) });
    const half = Math.floor(archive.length / 2);
    let isFirst = true;
    const { run, there, requests, modelsDir } = await setUp((request, response) => {
      response.setHeader('etag', '"v1"');
      if (isFirst) {
        isFirst = false;
        response.setHeader('content-length', archive.length);
        response.write(archive.subarray(0, half));
        const arrived = join(modelsDir, '.tiny.tar.bz2');
        void vi.waitFor(() => expect(statSync(arrived).size).toBe(half)).then(() => response.destroy());
        return;
      }
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1]);
      response.writeHead(206, {
        'content-range': `bytes ${String(from)}-${String(archive.length - 1)}/${String(archive.length)}`,
      });
      response.end(archive.subarray(from));
    });
    const broken = await run('pull', 'tiny');
    expect(broken.code).toBe(1);
    expect(broken.text).toMatch(/connection broke.*go on from there/);
    expect((await run('pull', 'tiny')).code).toBe(0);
    expect(requests[1]?.headers).toMatchObject({ range: `bytes=${String(half)}-`, 'if-range': '"v1"' });
    expect(there()).toEqual(['model.onnx', 'tokens.txt']);
  });

  it('begins anew when the file changed meanwhile', async () => {
    const archive = archiveWith(good);
    let isFirst = true;
    const { run } = await setUp((_, response) => {
      if (isFirst) {
        isFirst = false;
        response.writeHead(200, { etag: '"v1"', 'content-length': 5_000 });
        response.write('half of something else', () => response.destroy());
        return;
      }
      response.writeHead(200, { etag: '"v2"' }).end(archive);
    });
    expect((await run('pull', 'tiny')).code).toBe(1);
    expect((await run('pull', 'tiny')).code).toBe(0);
  });

  it('follows a redirect, but never off https', async () => {
    const archive = archiveWith(good);
    const { run } = await setUp((request, response) => {
      if (request.url === '/tiny.tar.bz2') response.writeHead(302, { location: `${base}/elsewhere` }).end();
      else response.end(archive);
    });
    expect((await run('pull', 'tiny')).code).toBe(0);
    const off = await setUp((_, response) => response.writeHead(302, { location: 'http://models.example/x' }).end());
    const { code, text } = await off.run('pull', 'tiny');
    expect(code).toBe(1);
    expect(text).toMatch(/not https/);
    expect(off.requests).toHaveLength(1);
    const loop = await setUp((_, response) => response.writeHead(302, { location: `${base}/again` }).end());
    expect((await loop.run('pull', 'tiny')).text).toMatch(/on and on/);
  });

  it.each([
    ['no archive', Buffer.from('<html>not found</html>')],
    ['without a file', archiveWithout()],
  ])('installs nothing of what is %s, and says why', async (_, bytes) => {
    const { run, there } = await setUp((_request, response) => response.end(bytes));
    const { code, text } = await run('pull', 'tiny');
    expect(code).toBe(1);
    expect(text).toMatch(/could not be unpacked/);
    expect(there()).toBeNull();
  });

  it('installs no link out of its folder', async () => {
    const bytes = archiveWith({ 'tokens.txt': 'a 1' }, { 'model.onnx': '/etc/passwd' });
    const { run, there } = await setUp((_, response) => response.end(bytes));
    const { code, text } = await run('pull', 'tiny');
    expect(code).toBe(1);
    expect(text).toMatch(/no plain file/);
    expect(there()).toBeNull();
  });

  it('says what the server said, and which models there are', async () => {
    const { run } = await setUp();
    expect((await run('pull', 'tiny')).text).toMatch(/answered 404/);
    const unknown = await run('pull', 'huge');
    expect(unknown.code).toBe(1);
    expect(unknown.text).toMatch(/no model "huge".*tiny/);
    expect((await run('pull')).code).toBe(2);
    expect((await run('pull', 'tiny', 'more')).code).toBe(2);
  });
});

/** At the top level, because `tempDir` needs a running test. */
function archiveWithout(): Buffer {
  return execFileSync('tar', ['-cjf', '-', '--transform', `s,.*,${folder}/other.txt,`, import.meta.filename], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

describe('models add', () => {
  it('takes a folder that was unpacked elsewhere, by its name or by the id', async () => {
    const { run, there } = await setUp();
    const brought = join(tempDir(), folder);
    mkdirSync(brought);
    for (const [name, content] of Object.entries(good)) writeFileSync(join(brought, name), content);
    const { code, text } = await run('add', brought);
    expect(code).toBe(0);
    expect(text).toMatch(/TRUST ON FIRST USE/);
    expect(there()).toEqual(['model.onnx', 'tokens.txt']);
    const elsewhere = join(tempDir(), 'usb-stick');
    mkdirSync(elsewhere);
    for (const [name, content] of Object.entries(good)) writeFileSync(join(elsewhere, name), content);
    expect((await run('add', elsewhere)).text).toMatch(/Which model is "usb-stick"/);
    const again = await run('add', elsewhere, '--id', 'tiny');
    expect(again.code).toBe(0);
    expect(again.text).not.toMatch(/FIRST USE/);
  });

  it('leaves what is there when the new one is not the same, or not whole', async () => {
    const { run, modelsDir } = await setUp();
    const brought = join(tempDir(), folder);
    mkdirSync(brought);
    for (const [name, content] of Object.entries(good)) writeFileSync(join(brought, name), content);
    await run('add', brought);
    writeFileSync(join(brought, 'model.onnx'), 'tampered with');
    expect((await run('add', brought)).text).toMatch(/model\.onnx of tiny is not what it was/);
    rmSync(join(brought, 'model.onnx'));
    expect((await run('add', brought)).text).toMatch(/model\.onnx is not in/);
    expect(readFileSync(join(modelsDir, 'tiny', 'model.onnx'), 'utf8')).toBe('the model');
    expect(readdirSync(modelsDir).toSorted()).toEqual(['hashes.json', 'tiny']);
  });
});

describe('models list', () => {
  it('shows at once that somebody changed a file', async () => {
    const { run, modelsDir } = await setUp();
    const brought = join(tempDir(), folder);
    mkdirSync(brought);
    for (const [name, content] of Object.entries(good)) writeFileSync(join(brought, name), content);
    await run('add', brought);
    writeFileSync(join(modelsDir, 'tiny', 'tokens.txt'), 'a 2');
    expect((await run('list')).text).toMatch(/tiny {2}NOT USABLE: tokens\.txt of tiny is not what it was/);
  });

  it('knows the test’s model by its hash, and says what it is for', async () => {
    const printed: string[] = [];
    const environment = { DATA_DIR: tempDir(), MODELS_DIR: testModelsDir };
    expect(await runCommand(['models', 'list'], { environment, print: (line) => printed.push(line) })).toBe(0);
    expect(printed.join('\n')).toMatch(/ci-stt-espeak {2}installed .*tests and the demo only/);
  });
});

describe('An address that nobody fetched from', () => {
  it('is said to be unchecked in the list, until the model is here', async () => {
    const printed: string[] = [];
    const environment = { DATA_DIR: tempDir(), MODELS_DIR: testModelsDir };
    await runCommand(['models', 'list'], { environment, print: (line) => printed.push(line) });
    const lineOf = (id: string) => printed.find((line) => line.startsWith(`${id}  `));
    for (const { id, archive } of readModelRegistry()) {
      const isSaid = lineOf(id)?.includes('address not checked');
      expect([id, isSaid]).toEqual([id, archive?.checked === false]);
    }
    const { run } = await setUp();
    expect((await run('list')).text).toMatch(/tiny {2}not here, address not checked/);
    const brought = join(tempDir(), folder);
    mkdirSync(brought);
    for (const [name, content] of Object.entries(good)) writeFileSync(join(brought, name), content);
    await run('add', brought);
    expect((await run('list')).text).not.toContain('address not checked');
  });
});

describe('The registry of models', () => {
  it('names for each its files, its licence and its languages', () => {
    expect(readModelRegistry().map(({ id }) => id)).toContain('nemotron-3.5-streaming-560ms');
  });

  it.each([
    [
      'a file that reaches out of its folder',
      { files: [{ ...model.files[0], name: '../model.onnx' }, model.files[1]] },
      'name',
    ],
    ['a file too few', { files: [model.files[0]] }, 'not the files of streaming_ctc'],
    ['an address that is not https', { archive: { ...model.archive, url: 'http://models.example/x' } }, 'url'],
    ['an id that is a path', { id: 'a/b' }, 'id'],
  ])('never has %s', (_, wrong, problem) => {
    expect(() => parseModelRegistry({ models: [{ ...model, ...wrong }] })).toThrow(problem);
  });
});
