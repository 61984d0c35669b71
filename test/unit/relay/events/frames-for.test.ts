import { describe, expect, it } from 'vitest';
import { framesFor } from '../../../../relay/src/events/frames-for.ts';
import type { StoredEvent } from '../../../../relay/src/storage/port.ts';

const open: StoredEvent = { id: 1, type: 'contact_changed', json: '{"type":"contact_changed"}' };
const secret: StoredEvent = {
  id: 2,
  type: 'call_changed',
  json: '{"type":"call_changed","secret":1}',
  restricted: { to: ['ada'], withheldJson: '{"type":"withheld","of":"call","id":"c1"}' },
};

describe('Events on their way to several people', () => {
  it('are told to whom may know, and to others as withheld, under the same ids', () => {
    const frames = framesFor([open, secret], '2026-11-19T11:31:00.000Z');
    const [ada, bob] = [String(frames('ada')), String(frames('bob'))];
    expect(ada).toContain('id: 2\nevent: call_changed\n');
    expect(ada).toContain('secret');
    expect(bob).toContain('id: 2\nevent: withheld\ndata: {"sentAt":"2026-11-19T11:31:00.000Z","type":"withheld"');
    expect(bob).not.toContain('secret');
    for (const text of [ada, bob]) expect(text).toContain('id: 1\nevent: contact_changed\n');
  });

  it('are made once for all who may know the same, and once for all when nothing is restricted', () => {
    const frames = framesFor([open, secret], '2026-11-19T11:31:00.000Z');
    expect(frames('bob')).toBe(frames('cy'));
    expect(frames('ada')).not.toBe(frames('bob'));
    const ofAll = framesFor([open], '2026-11-19T11:31:00.000Z');
    expect(ofAll('ada')).toBe(ofAll('bob'));
  });
});
