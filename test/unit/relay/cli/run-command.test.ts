import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../../relay/src/cli/run-command.ts';
import { openSqliteStorage } from '../../../../relay/src/storage/sqlite/open.ts';
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
