import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createEspeakEngine } from '../../../../relay/src/agent/text-to-speech/espeak/espeak-engine.ts';
import { createPrompts } from '../../../../relay/src/agent/text-to-speech/prompts/create-prompts.ts';
import { readPromptTexts } from '../../../../relay/src/agent/text-to-speech/prompts/prompt-texts.ts';
import { readShippedScripts } from '../../../../relay/src/agent/script/shipped-scripts.ts';
import { runCommand } from '../../../../relay/src/cli/run-command.ts';
import { wavBytes } from '../../../../relay/src/insights/speech-to-text/wav-bytes.ts';
import { createLogger } from '../../../../relay/src/logging/create-logger.ts';
import { openSqliteStorage } from '../../../../relay/src/storage/sqlite/open.ts';
import { createScriptedVoice } from '../../../support/scripted-voice.ts';
import { tempDir } from '../../../support/temp-dir.ts';

async function setUp({ DATA_DIR = tempDir() } = {}) {
  const environment = { DATA_DIR, RINGOVER_WEBHOOK_URL: 'https://relay.example' };
  return async (line: string) => {
    const printed: string[] = [];
    const words = line.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', '')) ?? [];
    const code = await runCommand(words, { environment, print: (text) => printed.push(text) });
    return { code, text: printed.join('\n') };
  };
}

async function tenantIn(dataDir: string) {
  const storage = await openSqliteStorage({ path: join(dataDir, 'relay.sqlite') });
  try {
    return await storage.tenants.byId('dmp');
  } finally {
    await storage.close();
  }
}

describe('The operator’s commands', () => {
  it('make a firm, print its webhook addresses, and list it', async () => {
    const run = await setUp();
    const made = await run(
      'tenant create --id dmp --name "Delcourt Maes" --country be --ringover-key a-webhook-key --sipgate',
    );
    expect(made.code).toBe(0);
    for (const block of ['call', 'contact', 'search', 'routing', 'ivr']) {
      expect(made.text).toMatch(new RegExp(`https://relay\\.example/hooks/ringover/[\\w-]{24}/${block}\\n`));
    }
    expect(made.text).toMatch(/https:\/\/relay\.example\/hooks\/sipgate\/[\w-]{24}$/);
    expect(made.text).not.toContain('a-webhook-key');
    expect((await run('tenant list')).text).toBe(made.text);
  });

  it('rotate a webhook key: the new one and the one before are accepted, older ones no more', async () => {
    const DATA_DIR = tempDir();
    const run = await setUp({ DATA_DIR });
    await run('tenant create --id dmp --name "Delcourt Maes" --country BE --ringover-key first-webhook-key');
    expect(await run('tenant key --id dmp --ringover-key second-webhook-key')).toMatchObject({ code: 0 });
    const { text } = await run('tenant key --id dmp --ringover-key third-webhook-key');
    expect(text).toMatch(/accepts now: 2/);
    expect(text).not.toContain('webhook-key');
    const storage = await openSqliteStorage({ path: join(DATA_DIR, 'relay.sqlite') });
    const tenant = await storage.tenants.byId('dmp');
    await storage.close();
    expect(tenant?.secrets.ringoverWebhookKeys).toEqual(['third-webhook-key', 'second-webhook-key']);
  });

  it('give a block of Ringover’s dashboard a key of its own, and leave the others', async () => {
    const DATA_DIR = tempDir();
    const run = await setUp({ DATA_DIR });
    await run('tenant create --id dmp --name "Delcourt Maes" --country BE --ringover-key first-webhook-key');
    const { code, text } = await run('tenant key --id dmp --ringover-key contact-webhook-key --block contact');
    expect(code).toBe(0);
    expect(text).toMatch(/accepts now in the block contact: 1/);
    expect(text).not.toContain('webhook-key');
    expect(await tenantIn(DATA_DIR)).toMatchObject({
      secrets: { ringoverWebhookKeys: ['first-webhook-key'], ringoverContactKeys: ['contact-webhook-key'] },
    });
    expect((await run('tenant key --id dmp --ringover-key other-webhook-key --block fax')).text).toMatch(
      /--block: call/,
    );
  });

  it(
    'render what the receptionist says when no voice works any more, but nothing twice',
    { timeout: 60_000 },
    async () => {
      const DATA_DIR = tempDir();
      const run = await setUp({ DATA_DIR });
      await run('tenant create --id dmp --name "Delcourt Maes" --country BE --sipgate');
      // In espeak-ng's place, because hundreds of sentences take it a while; all but two were spoken before.
      const programs = tempDir();
      const pcm = new Int16Array(22_050).fill(1_000);
      writeFileSync(join(programs, 'espeak-ng.wav'), wavBytes({ samples: pcm, sampleRate: 22_050 }));
      writeFileSync(join(programs, 'espeak-ng'), '#!/bin/sh\nexec cat "$0.wav"\n', { mode: 0o755 });
      vi.stubEnv('PATH', `${programs}:${process.env['PATH'] ?? ''}`);
      onTestFinished(() => void vi.unstubAllEnvs());
      const dir = join(DATA_DIR, 'prompts');
      const voice = createScriptedVoice({ id: createEspeakEngine().id });
      const log = createLogger({ level: 'silent' });
      const before = await createPrompts({ dir, voice, texts: readPromptTexts(), log });
      const firm = { firmName: 'Delcourt Maes', scripts: await readShippedScripts() };
      const { made } = await before.render([firm], new AbortController().signal);
      for (const file of readdirSync(join(dir, 'nl')).slice(0, 2)) rmSync(join(dir, 'nl', file));

      expect(await run('receptionist render')).toEqual({
        code: 0,
        text: `Sentences in ${dir}: ${String(made)}, of which 2 are new.`,
      });
      expect((await run('receptionist render')).text).toContain(', of which 0 are new.');
      vi.stubEnv('PATH', tempDir());
      const without = await run('receptionist render');
      expect(without.code).toBe(2);
      expect(without.text).toContain('apt-get install espeak-ng');
    },
  );

  it('connect and disconnect an account at a provider, without printing what was typed', async () => {
    const DATA_DIR = tempDir();
    const run = await setUp({ DATA_DIR });
    await run('tenant create --id dmp --name "Delcourt Maes" --country BE --sipgate');
    const ringover = await run(
      'tenant account --id dmp --ringover-api-key an-api-key-of-ringover --caller-id +3220002000',
    );
    expect(ringover).toEqual({ code: 0, text: 'dmp: ringover is connected.' });
    const sipgate = await run('tenant account --id dmp --sipgate-token-id token-A --sipgate-token a-personal-token');
    expect(sipgate).toEqual({ code: 0, text: 'dmp: sipgate is connected.' });
    expect((await tenantIn(DATA_DIR))?.accounts).toEqual({
      ringover: {
        apiKey: 'an-api-key-of-ringover',
        baseUrl: 'https://public-api.ringover.com/v2',
        defaultCallerId: '+3220002000',
      },
      sipgate: {
        baseUrl: 'https://api.sipgate.com/v2',
        auth: { kind: 'token', tokenId: 'token-A', token: 'a-personal-token' },
        defaultCallerId: null,
      },
    });
    const gone = await run('tenant account --id dmp --disconnect ringover');
    expect(gone.text).toBe('dmp: ringover is not connected any more.');
    expect((await tenantIn(DATA_DIR))?.accounts).toMatchObject({
      ringover: null,
      sipgate: { auth: { kind: 'token' } },
    });
  });

  it('invite a new person and print code and link', async () => {
    const run = await setUp();
    await run('tenant create --id dmp --name "Delcourt Maes" --country BE --sipgate');
    const { code, text } = await run('invite --tenant dmp --person jp --name "Jonas Peeters" --role lawyer');
    expect(code).toBe(0);
    expect(text).toMatch(/Code: [2-9A-Z]{4}-[2-9A-Z]{4}/);
    expect(text).toMatch(/callbrief:\/\/enrol\?relay=https%3A%2F%2Frelay\.example&code=/);
    expect((await run('invite --tenant dmp --person jp')).code).toBe(0);
  });

  it.each([
    ['tenant create --id dmp --name x --country BE', /--ringover-key/],
    ['tenant create --id "D M P" --name x --country BE --sipgate', /--id: small letters/],
    ['tenant create --name x --country BE --sipgate', /--id is missing/],
    ['tenant create --id dmp --name x --country Belgium --sipgate', /--country/],
    ['tenant key --id nobody --ringover-key some-webhook-key', /no such tenant/],
    ['tenant account --id nobody --ringover-api-key an-api-key', /no such tenant/],
    ['invite --tenant nobody --person x --name y', /no tenant "nobody"/],
    ['tenant destroy', /no command/],
    ['invite --colour red', /--colour/],
  ])('%s: says what is wrong', async (line, message) => {
    const run = await setUp();
    const { code, text } = await run(line);
    expect(code).toBe(2);
    expect(text).toMatch(message);
  });

  it('a taken id is said to be taken, and the person to invite must be named', async () => {
    const run = await setUp();
    const create = 'tenant create --id dmp --name x --country BE --sipgate';
    await run(create);
    expect((await run(create)).text).toContain('taken');
    expect((await run('invite --tenant dmp --person jp')).text).toContain('--name');
  });
});

describe('Connecting an account is refused', () => {
  it.each([
    ['', /Name an account/],
    ['--ringover-api-key short', /--ringover-api-key: at least 8/],
    ['--ringover-base-url https://public-api-us.ringover.com/v2', /--ringover-api-key is missing/],
    ['--ringover-api-key an-api-key --ringover-base-url ftp://x', /--ringover-base-url: a URL/],
    ['--ringover-api-key an-api-key --caller-id 0470', /--caller-id: a number in the form/],
    ['--sipgate-token-id token-A', /--sipgate-token is missing/],
    ['--ringover-api-key an-api-key --sipgate-token-id t --sipgate-token a-token-of-sipgate', /One provider at a time/],
    ['--sipgate-client-id c --sipgate-client-secret a-secret', /--sipgate-refresh-token is missing/],
    ['--disconnect both', /--disconnect/],
    ['--disconnect sipgate --ringover-api-key an-api-key', /stands alone/],
  ])('with "%s"', async (words, says) => {
    const run = await setUp();
    await run('tenant create --id dmp --name "Delcourt Maes" --country BE --sipgate');
    const { code, text } = await run(`tenant account --id dmp ${words}`);
    expect(code).toBe(2);
    expect(text).toMatch(says);
  });
});
