import { describe, expect, it, vi } from 'vitest';
import type { ReplyPart } from '../../../../../relay/src/agent/receptionist.ts';
import {
  createScriptedReceptionist,
  type ScriptedDeps,
} from '../../../../../relay/src/agent/receptionists/scripted-receptionist.ts';
import { noFacts } from '../../../../../relay/src/agent/script/facts.ts';
import { recordedTools, replyOf, type RecordedTools } from '../../../../support/asked-receptionist.ts';
import { intakes, shippedScripts } from '../../../../support/scripted-talk.ts';

const claire = { id: 'p1', name: 'Claire Delcourt' };

function receptionist(firm: RecordedTools, more: Partial<ScriptedDeps> = {}) {
  return createScriptedReceptionist({
    context: {
      scripts: shippedScripts(),
      firmName: 'Peeters & Maes',
      country: 'BE',
      timeZone: 'Europe/Brussels',
      callerNumber: '+32470271836',
    },
    language: 'en',
    facts: null,
    isAnnounced: false,
    tools: firm.tools,
    now: () => new Date('2026-11-19T10:00:00Z'),
    ...more,
  });
}

const upTo = async (one: ReturnType<typeof receptionist>, texts: readonly string[]) => {
  await replyOf(one, { kind: 'start' });
  let last = '';
  for (const text of texts) ({ said: last } = await replyOf(one, text));
  return last;
};

/** A tool that answers when the test says so. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

describe('The scripted receptionist', () => {
  it('announces itself to the end of the sentence, then asks', async () => {
    const { parts, then } = await replyOf(receptionist(recordedTools()), { kind: 'start' });
    expect(parts.map((part) => part.part)).toEqual(['say', 'say', 'announced', 'say', 'then']);
    expect(parts.slice(0, 2)).toMatchObject([{ isInterruptible: false }, { isInterruptible: false }]);
    expect(then.then).toEqual({ kind: 'listen', expecting: 'yes_no', language: 'en' });
  });

  it('takes a whole intake, tools and all, and closes', async () => {
    const firm = recordedTools();
    const one = receptionist(firm);
    await replyOf(one, { kind: 'start' });
    const ends = [];
    for (const text of intakes.en.says) ends.push(await replyOf(one, text));
    const last = ends.at(-1);
    expect(last?.parts.map((part) => (part.part === 'tool' ? part.tool : part.part))).toEqual([
      'hold_slot',
      'say',
      'take_message',
      'say',
      'then',
    ]);
    expect(last?.then).toMatchObject({ then: { kind: 'close' }, why: 'done' });
    expect(firm.taken()).toMatchObject({ isUnfinished: false, facts: { name: intakes.en.name } });
    expect(one.shown().state).toBe('over');
  });

  it('leaves the ringing to the session, and goes on when nobody answers', async () => {
    const firm = recordedTools({ person: claire });
    const one = receptionist(firm);
    await replyOf(one, { kind: 'start' });
    const bridge = await replyOf(one, 'I want to speak to a person');
    expect(bridge.then).toMatchObject({ then: { kind: 'transfer' }, personId: 'p1' });
    expect(firm.calls.map(({ tool }) => tool)).toEqual(['find_person']);
    const back = await replyOf(one, { kind: 'transfer_failed' });
    expect(back.said).toContain('nobody could take the call');
    expect(back.then.then.kind).toBe('listen');
  });

  it('obeys the firm: it takes a message, or promises a call', async () => {
    const one = receptionist(recordedTools());
    await upTo(one, ['yes', 'about my lease']);
    expect((await replyOf(one, { kind: 'order', act: 'message' })).said).toContain('say your message');
    expect((await replyOf(one, { kind: 'order', act: 'call_back' })).said).toContain('within ten minutes');
    expect(one.shown().urgency).toEqual({ level: 'high', withinMinutes: 10 });
    expect((await replyOf(one, { kind: 'order', act: 'take' })).said).toContain('Somebody is coming');
  });

  it('changes to a language whose script asks in another order, and does not fall silent', async () => {
    const { nl, ...others } = shippedScripts();
    if (nl === undefined) throw new Error('No Dutch script');
    const { name, ...steps } = nl.steps;
    if (name === undefined) throw new Error('No question for the name');
    const renamed = {
      ...nl,
      steps: { ...steps, naam: name, reason: { ...steps['reason'], next: 'naam', otherwise: 'naam' } },
    };
    const one = receptionist(recordedTools());
    const other = receptionist(recordedTools(), {
      context: {
        scripts: { ...others, nl: renamed as typeof nl },
        firmName: 'Peeters & Maes',
        country: 'BE',
        timeZone: 'Europe/Brussels',
        callerNumber: '+32470271836',
      },
    });
    await upTo(one, ['yes', 'about my lease']);
    await upTo(other, ['yes', 'about my lease']);
    const [shipped, edited] = [
      await replyOf(one, 'Nederlands alstublieft'),
      await replyOf(other, 'Nederlands alstublieft'),
    ];
    expect(edited.said).toBe(shipped.said);
    expect(edited.then.then).toEqual({ kind: 'listen', expecting: 'name', language: 'nl' });
  });

  it('keeps what is known of a caller who hangs up', async () => {
    const firm = recordedTools();
    const one = receptionist(firm);
    await upTo(one, ['yes', 'The police have arrested my brother']);
    await one.gone();
    expect(firm.taken()).toMatchObject({ isUnfinished: true, facts: { urgency: 'high' } });
  });

  it('sends to voicemail whoever said goodbye and whose words could not be kept', async () => {
    const firm = recordedTools({ failing: ['take_message'] });
    const one = receptionist(firm);
    await upTo(one, ['yes', 'about my lease and the deposit that I paid']);
    expect((await replyOf(one, 'Thank you, goodbye')).then).toMatchObject({ why: 'not_taken' });
  });

  it('has time for one thing more while it says goodbye', async () => {
    const firm = recordedTools();
    const one = receptionist(firm);
    await upTo(one, intakes.en.says);
    one.truncate(12);
    const more = await replyOf(one, 'Oh wait, please tell her that the key is with the neighbour');
    expect(more.then.why).toBe('done');
    expect(firm.taken()).toMatchObject({ facts: { message: expect.stringContaining('neighbour') as string } });
  });
});

describe('A reply that is broken off', () => {
  it('before a word of it sounded was never made: its question comes again', async () => {
    const one = receptionist(recordedTools());
    await upTo(one, ['yes']);
    const cut = new AbortController();
    await replyOf(one, 'My landlord', cut.signal);
    cut.abort();
    const { said } = await replyOf(one, 'My landlord wants to end the lease');
    expect(said).toContain('first and last name');
    expect(one.facts().reason).toBe('My landlord wants to end the lease');
  });

  it('and was not heard although it sounded loses nothing of what was said to it', async () => {
    const one = receptionist(recordedTools());
    await upTo(one, ['yes']);
    await replyOf(one, 'My landlord wants to end the lease');
    one.truncate(0);
    await replyOf(one, 'and to keep the deposit');
    expect(one.facts().reason).toBe('My landlord wants to end the lease and to keep the deposit');
  });

  it('when half of it was heard goes on from there', async () => {
    const one = receptionist(recordedTools());
    await upTo(one, ['yes']);
    await replyOf(one, 'About my lease');
    one.truncate(10);
    await replyOf(one, 'Anna Peeters');
    expect(one.facts()).toMatchObject({ reason: 'About my lease', name: 'Anna Peeters' });
  });

  it('while a slot is held still holds it, says so, and keeps what was said meanwhile', async () => {
    const slot = gate();
    const firm = recordedTools({ until: (call) => (call.tool === 'hold_slot' ? slot.opened : undefined) });
    const one = receptionist(firm);
    await upTo(one, intakes.en.says.slice(0, -1));
    const cut = new AbortController();
    const broken = replyOf(one, 'Tomorrow after three', cut.signal);
    await vi.waitFor(() => expect(firm.calls.at(-1)?.tool).toBe('hold_slot'));
    cut.abort(new Error('talked over'));
    await expect(broken).rejects.toThrow('talked over');
    expect(firm.signals.at(-1)?.aborted).toBe(false);
    slot.open();
    const { said, then } = await replyOf(one, 'Tomorrow after three but ring the bell twice');
    expect(said).toContain('I have noted Friday 20 November');
    expect(then.why).toBe('done');
    expect(firm.calls.filter(({ tool }) => tool === 'hold_slot')).toHaveLength(1);
    expect(firm.taken()).toMatchObject({ facts: { message: 'but ring the bell twice' } });
  });

  it('while the message is taken takes it again, with what was said meanwhile', async () => {
    const taking = gate();
    let count = 0;
    const firm = recordedTools({
      until: (call) => (call.tool === 'take_message' && count++ === 0 ? taking.opened : undefined),
    });
    const one = receptionist(firm);
    await upTo(one, intakes.en.says.slice(0, -1));
    const cut = new AbortController();
    const broken = replyOf(one, 'As soon as possible', cut.signal);
    await vi.waitFor(() => expect(firm.taken()).not.toBeNull());
    cut.abort(new Error('talked over'));
    await expect(broken).rejects.toThrow('talked over');
    taking.open();
    const { then } = await replyOf(one, 'the bailiff comes at nine');
    expect(then.why).toBe('done');
    expect(firm.calls.filter(({ tool }) => tool === 'take_message')).toHaveLength(2);
    expect(firm.taken()).toMatchObject({ facts: { message: 'the bailiff comes at nine' } });
  });

  it('by hanging up while a message is taken takes it once', async () => {
    const taking = gate();
    const firm = recordedTools({ until: (call) => (call.tool === 'take_message' ? taking.opened : undefined) });
    const one = receptionist(firm);
    await upTo(one, intakes.en.says.slice(0, -1));
    const cut = new AbortController();
    const broken = replyOf(one, 'As soon as possible', cut.signal).catch(() => null);
    await vi.waitFor(() => expect(firm.taken()).not.toBeNull());
    cut.abort();
    const gone = one.gone();
    taking.open();
    await Promise.all([gone, broken]);
    expect(firm.calls.filter(({ tool }) => tool === 'take_message')).toHaveLength(1);
  });

  it('while somebody is looked for looks again, when the caller talks on', async () => {
    const looking = gate();
    let count = 0;
    const firm = recordedTools({
      person: claire,
      until: (call) => (call.tool === 'find_person' && count++ === 0 ? looking.opened : undefined),
    });
    const one = receptionist(firm);
    await upTo(one, ['yes']);
    const cut = new AbortController();
    const broken = replyOf(one, 'I want to speak to a person', cut.signal);
    await vi.waitFor(() => expect(firm.calls).toHaveLength(1));
    cut.abort(new Error('talked over'));
    await expect(broken).rejects.toThrow('talked over');
    expect(firm.signals[0]?.aborted).toBe(true);
    const { then } = await replyOf(one, 'I want to speak to a person now please');
    expect(then.personId).toBe('p1');
  });

  it('before the caller was told that no person speaks tells it again', async () => {
    const one = receptionist(recordedTools());
    const cut = new AbortController();
    const first: ReplyPart[] = [];
    for await (const part of one.reply({ kind: 'start' }, cut.signal)) {
      first.push(part);
      break;
    }
    cut.abort();
    expect(first).toHaveLength(1);
    const { said, parts } = await replyOf(one, 'Hello I want to speak to a person');
    expect(said).toContain('AI receptionist');
    expect(parts.map(({ part }) => part)).toContain('announced');
    expect(said).toContain('nobody is free');
  });
});

describe('The script goes on where a model stopped', () => {
  const known = { ...noFacts, consent: 'yes' as const, reason: 'About my lease', name: 'Anna Peeters' };

  it('without greeting again or asking what is known', async () => {
    const one = receptionist(recordedTools(), { facts: known, isAnnounced: true });
    const { said } = await replyOf(one, 'hm what did you say');
    expect(said).toContain('spelled');
    expect(said).not.toMatch(/AI receptionist|calling|first and last name/);
  });

  it('and takes letters or a number for what they are, but no yes to a question it did not ask', async () => {
    const one = receptionist(recordedTools(), {
      facts: { ...known, spelled: 'PEETERS', number: '+32470271836' },
      isAnnounced: true,
    });
    const { said } = await replyOf(one, 'yes');
    expect(said).toContain('other party');
    const other = receptionist(recordedTools(), { facts: known, isAnnounced: true });
    expect((await replyOf(other, 'P E E T E R S')).said).toContain('Is that right?');
  });

  it('but tells first that it is an AI where nobody has', async () => {
    const one = receptionist(recordedTools(), { facts: noFacts, isAnnounced: false });
    const { parts, said } = await replyOf(one, 'My landlord wants to end the lease at the end of May');
    expect(parts[0]).toMatchObject({ part: 'say', isInterruptible: false });
    expect(said).toContain('Is that all right with you?');
    expect(one.facts().reason).toContain('landlord');
    expect((await replyOf(one, 'yes')).said).toContain('first and last name');
  });

  it('hears the answer to the recording that was asked for and not given', async () => {
    const one = receptionist(recordedTools(), { facts: noFacts, isAnnounced: true });
    const { parts } = await replyOf(one, 'no, I do not want that');
    expect(parts).toContainEqual({ part: 'consent', answer: 'no' });
  });

  it('says that nobody could take the call when the model’s transfer failed', async () => {
    const one = receptionist(recordedTools(), { facts: known, isAnnounced: true });
    const { said } = await replyOf(one, { kind: 'transfer_failed' });
    expect(said).toContain('nobody could take the call');
    expect(said).toContain('spelled');
  });
});
