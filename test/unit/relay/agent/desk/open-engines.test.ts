import { describe, expect, it } from 'vitest';
import { startTestRelay } from '../../../../support/relay-under-test.ts';

describe('An engine that does not exist', () => {
  it.each([
    ['AGENT_HEARING', 'sherpa:no-such-model'],
    ['AGENT_VOICES', 'sherpa:no-such-model'],
  ])('keeps the relay from starting, which says that %s is wrong and what there is', async (variable, value) => {
    const starting = startTestRelay({ environment: { [variable]: value } });
    await expect(starting).rejects.toThrow(
      new RegExp(`cannot start with these variables:\\s+${variable}: There is no model "no-such-model"\\. Known: .+`),
    );
  });
});
