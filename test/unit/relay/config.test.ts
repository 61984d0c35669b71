import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../../relay/src/config.ts';

describe('The relay reads its variables', () => {
  it('works with none at all, on port 8000 and loopback, and then has no tenant', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ host: '127.0.0.1', port: 8_000, dataDir: './.data/relay', firstTenant: null });
  });

  it('makes tenant-1 of the old guide from its secret alone', () => {
    expect(readConfig({ RINGOVER_WEBHOOK_SECRET: 'ringover-dev-secret' }).firstTenant).toEqual({
      id: 'tenant-1',
      firmName: 'My firm',
      country: 'BE',
      ringoverWebhookKeys: ['ringover-dev-secret'],
      sipgateWebhookSecrets: [],
      ringoverAccount: null,
    });
  });

  it('keeps two secrets while a firm rotates', () => {
    const config = readConfig({
      RINGOVER_WEBHOOK_SECRET: 'new-secret',
      RINGOVER_WEBHOOK_SECRET_PREVIOUS: 'old-secret',
    });
    expect(config.firstTenant?.ringoverWebhookKeys).toEqual(['new-secret', 'old-secret']);
  });

  it('tells every wrong variable at once, and no value', () => {
    const wrong = {
      PORT: 'eighty',
      DATABASE_URL: 'mysql://u:hunter2@h/x',
      TENANT_COUNTRY: 'Belgium',
      RINGOVER_WEBHOOK_SECRET: 'short',
    };
    const error = (() => {
      try {
        readConfig(wrong);
      } catch (thrown) {
        return thrown;
      }
      return null;
    })();
    expect(error).toBeInstanceOf(ConfigError);
    const { message, problems } = error as ConfigError;
    expect(new Set(problems.map((line) => line.split(':')[0]))).toEqual(new Set(Object.keys(wrong)));
    for (const value of Object.values(wrong)) expect(message).not.toContain(value);
  });

  it('refuses a previous secret without a current one', () => {
    expect(() => readConfig({ RINGOVER_WEBHOOK_SECRET_PREVIOUS: 'old-secret' })).toThrow(/RINGOVER_WEBHOOK_SECRET/);
  });

  it('takes an empty variable as not set, and a public address without its last slash', () => {
    expect(readConfig({ PORT: '', RINGOVER_WEBHOOK_URL: 'https://relay.example/' })).toMatchObject({
      port: 8_000,
      publicBaseUrl: 'https://relay.example',
    });
  });

  it('cannot be changed once it is read', () => {
    const config = readConfig({ RINGOVER_WEBHOOK_SECRET: 'ringover-dev-secret' });
    expect(() => Object.assign(config.stream, { heartbeatMs: 1 })).toThrow(TypeError);
    expect(() => Object.assign(config.firstTenant ?? {}, { id: 'x' })).toThrow(TypeError);
  });

  it('keeps recordings in its folder, or in a bucket of which everything is told', () => {
    expect(readConfig({}).media).toEqual({
      s3: null,
      masterKey: null,
      previousMasterKeys: [],
      hosts: [],
      largestBytes: 500_000_000,
    });
    const bucket = {
      MEDIA_S3_ENDPOINT: 'https://s3.firm.example/',
      MEDIA_S3_BUCKET: 'recordings',
      MEDIA_S3_KEY: 'key',
      MEDIA_S3_SECRET: 'secret',
    };
    expect(readConfig({ ...bucket, RECORDING_HOSTS: 'Audio.example, .firm.example' }).media).toMatchObject({
      s3: { endpoint: 'https://s3.firm.example', bucket: 'recordings', region: 'us-east-1' },
      hosts: ['audio.example', '.firm.example'],
    });
  });

  it('names together whatever is missing of a bucket and of a key, and what is no host', () => {
    const problems = (environment: Record<string, string>) => {
      try {
        readConfig(environment);
      } catch (error) {
        return (error as ConfigError).problems.map((line) => line.split(':')[0]);
      }
      return [];
    };
    const missing = problems({
      MEDIA_S3_BUCKET: 'recordings',
      MEDIA_KEY_PREVIOUS: Buffer.alloc(32).toString('base64'),
    });
    expect(new Set(missing)).toEqual(new Set(['MEDIA_KEY', 'MEDIA_S3_ENDPOINT', 'MEDIA_S3_KEY', 'MEDIA_S3_SECRET']));
    expect(problems({ MEDIA_KEY: 'too short' })).toEqual(['MEDIA_KEY']);
    for (const bad of ['https://audio.example', '*', '.', 'a b', 'audio.example:80']) {
      expect(problems({ RECORDING_HOSTS: bad })).toEqual(['RECORDING_HOSTS']);
    }
  });
});
