import { describe, expect, it } from 'vitest';
import { readScriptOnce } from '../../../../../relay/src/agent/script/read-once.ts';
import { scriptsOfFirm, shippedScriptText } from '../../../../../relay/src/agent/script/shipped-scripts.ts';

describe('Scripts that calls are held with', () => {
  it('are read once for all calls, and no call can change what the others have', async () => {
    const [first, second] = [await scriptsOfFirm({}), await scriptsOfFirm({})];
    expect(second.fr).toBe(first.fr);
    expect(() => Object.assign(first.fr?.steps ?? {}, { another: {} })).toThrow(TypeError);
  });

  it('are the edited ones from the next call on', async () => {
    const text = await shippedScriptText('en');
    const before = await scriptsOfFirm({ en: text });
    const edited = text.replace(/^start:.*$/m, '$& # as it was');
    expect(edited).not.toBe(text);
    expect((await scriptsOfFirm({ en: edited })).en).not.toBe(before.en);
  });

  it('tell their mistakes as often as they are asked', () => {
    const broken = readScriptOnce('steps: [');
    expect(broken).toMatchObject({ ok: false });
    expect(readScriptOnce('steps: [')).toEqual(broken);
  });
});
