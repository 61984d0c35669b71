import { describe, expect, it } from 'vitest';
import { demoPeople, findScenario, listScenarios } from '../../../../relay/simulator/scenario/find-scenario.ts';
import { planScenario } from '../../../../relay/simulator/scenario/plan-scenario.ts';
import { readScenario } from '../../../../relay/simulator/scenario/read-scenario.ts';
import { ScenarioError, type ScenarioProblem } from '../../../../relay/simulator/scenario/scenario-error.ts';

const people = await demoPeople();

/** A scenario file of a call to Jonas and Sofie, with other lines. */
function file(steps: readonly string[], more = '', told = 'ringover'): string {
  const lines = steps.map((step) => `  - '${step}'`).join('\n');
  return `title: A call\ntold: ${told}\nfrom: '+32440271836'\nto: '+3220002000'\nsteps:\n${lines}\n${more}`;
}
const read = (text: string) => readScenario(text, 'call.yaml', people);
function problemsOf(text: string): readonly ScenarioProblem[] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
  return [];
}
const answered = ['0s ring jonas, sofie', '+6s answer jonas', '+34s hang up'];

describe('a scenario file', () => {
  it('tells a call step by step, each after the one before', () => {
    const { steps, title } = read(file(answered));
    expect(title).toBe('A call');
    expect(steps.map(({ atMs, step }) => [atMs, step.kind])).toEqual([
      [0, 'ring'],
      [6_000, 'answer'],
      [40_000, 'hang_up'],
    ]);
  });

  it('may have two people pick up at once', () => {
    const { steps } = read(file(['0s ring jonas, sofie', '+6s answer jonas, sofie', '+9s hang up']));
    expect(steps[1]?.step).toMatchObject({ kind: 'answer', people: [{ key: 'jonas' }, { key: 'sofie' }] });
  });

  it('may say a time from the beginning instead of from the step before', () => {
    expect(read(file(['0s ring jonas', '1.5s answer jonas', '1m hang up'])).steps.map(({ atMs }) => atMs)).toEqual([
      0, 1_500, 60_000,
    ]);
  });

  it('may bring people of its own', () => {
    const own = `people:\n  marie: { name: Marie Leroy, ringover: '77', sipgate: w9 }\n`;
    expect(read(file(['0s ring marie', '+5s miss'], own)).steps[0]?.step).toMatchObject({
      people: [{ firstname: 'Marie', ringoverId: '77', sipgateId: 'w9' }],
    });
  });

  it('may record a dialogue, and tells where it can be fetched', () => {
    const scenario = read(file([...answered, '+20m recorded hearing-fr', '+1s recorded voicemail message-en']));
    expect(scenario.steps.slice(3).map(({ step }) => step)).toEqual([
      { kind: 'recorded', as: 'recording', dialogue: 'hearing-fr' },
      { kind: 'recorded', as: 'voicemail', dialogue: 'message-en' },
    ]);
    const linkOf = (name: string) => ({
      url: `http://media/${name}`,
      privateUrl: `http://media/p/${name}`,
      seconds: 36,
    });
    const { sends } = planScenario(scenario, { startAt: new Date(), linkOf });
    expect(sends.slice(-2).map(({ told }) => JSON.parse(told.body(1)) as unknown)).toMatchObject([
      { event: 'record_available', data: { private_record_link: 'http://media/p/hearing-fr', record_duration: 36 } },
      { event: 'voicemail_available', data: { voicemail_link: 'http://media/message-en' } },
    ]);
  });

  it('takes a number that YAML reads as a number', () => {
    const text = file(['0s fax']).replace("from: '+32440271836'", 'from: +32440271836');
    expect(read(text).from).toBe('+32440271836');
  });
});

describe('what cannot be played is told with file, line and field', () => {
  it.each<[string, string, number, string, string]>([
    ['an unknown step', file(['0s ring jonas', '+6s whistle']), 7, 'steps[1]', '“whistle” is no step; there are ring'],
    ['a step called like something every object has', file(['0s constructor']), 6, 'steps[0]', 'is no step'],
    [
      'a dialogue that nobody spoke',
      file(['0s recorded opera']),
      6,
      'steps[0]',
      '“opera” was never said; there are hearing-en',
    ],
    ['a negative time', file(['0s ring jonas', '-3s answer jonas']), 7, 'steps[1]', '-3s is before the step before'],
    ['a time that runs backwards', file(['0s ring jonas', '9s answer jonas', '4s hang up']), 8, 'steps[2]', '(9s)'],
    ['a time that is none', file(['soon ring jonas']), 6, 'steps[0]', '“soon” is none'],
    ['a time without a unit', file(['5 ring jonas']), 6, 'steps[0]', '“5” is none'],
    ['a time and nothing else', file(['0s']), 6, 'steps[0]', 'but not what happens'],
    [
      'somebody unknown',
      file(['0s ring jonas, otto']),
      6,
      'steps[0]',
      'nobody is called “otto”; there are claire, jonas',
    ],
    ['somebody named twice', file(['0s ring jonas, jonas']), 6, 'steps[0]', 'jonas is named twice'],
    [
      'an answer of somebody whose phone is silent',
      file(['0s ring jonas', '+1s answer sofie']),
      7,
      'steps[1]',
      'sofie’s phone does not ring',
    ],
    ['an answer before anything rings', file(['0s answer']), 6, 'steps[0]', 'no phone rings'],
    [
      'a transfer while nobody talks',
      file(['0s ring jonas', '+1s transfer to sofie']),
      7,
      'steps[1]',
      'nobody talks who could transfer',
    ],
    ['a transfer to nobody', file([...answered.slice(0, 2), '+1s transfer to']), 8, 'steps[2]', 'says of nobody'],
    [
      'a phone that rings already',
      file(['0s ring jonas', '+1s ring jonas']),
      7,
      'steps[1]',
      'jonas’s phone rings already',
    ],
    ['a hangup after the hangup', file([...answered, '+1s hang up']), 9, 'steps[3]', 'no phone rings or talks'],
    ['a miss while somebody talks', file([...answered.slice(0, 2), '+1s miss']), 8, 'steps[2]', 'somebody talks'],
    ['handing over to nobody', file([...answered.slice(0, 2), '+1s hand over']), 8, 'steps[2]', 'nobody else talks'],
    ['a cause that does not exist', file(['0s ring jonas', '+1s hang up bored']), 7, 'steps[1]', '“bored” is no cause'],
    [
      'keys that no telephone has',
      file(['0s ring jonas', '+1s press A'], '', 'sipgate'),
      7,
      'steps[1]',
      'press digits',
    ],
    ['a fax of no pages', file(['0s fax 0 pages']), 6, 'steps[0]', 'fax 3 pages'],
    ['an SMS that says nothing', file(['0s sms from caller']), 6, 'steps[0]', 'sms from caller Thank you'],
    [
      'a length that is none',
      file(['0s ring jonas', '+1s miss', '+9s voicemail long']),
      8,
      'steps[2]',
      '“long” is no length',
    ],
    [
      'a voicemail at sipgate, which tells of none',
      file(['0s ring jonas', '+9s voicemail 5s'], '', 'sipgate'),
      7,
      'steps[1]',
      'sipgate does not tell of a voicemail',
    ],
    [
      'keys pressed at Ringover',
      file(['0s ring jonas', '+9s press 1']),
      7,
      'steps[1]',
      'Ringover does not tell which keys',
    ],
    [
      'a transfer in sipgate’s JSON',
      file([...answered.slice(0, 2), '+1s transfer to claire'], '', 'sipgate_json'),
      8,
      'steps[2]',
      'knows no second phone',
    ],
    [
      'what the old names have no word for',
      file([...answered, '+1s transcription'], '', 'old_names'),
      9,
      'steps[3]',
      'no word for it',
    ],
    ['an unknown field', file(answered, 'loudness: 3\n'), 9, 'loudness', 'is no field of a scenario'],
    ['an unknown provider', file(answered).replace('ringover', 'skype'), 2, 'told', 'Invalid option'],
    ['a number that is none', file(answered).replace("'+3220002000'", 'reception'), 4, 'to', 'a number in the form'],
    ['nobody who is called', file(answered).replace("'+3220002000'", 'anonymous'), 4, 'to', 'somebody must be called'],
    ['no steps', file([]).replace('steps:\n', 'steps: []\n'), 5, 'steps', 'at least one step'],
    ['a step that is no text', `${file(['0s ring jonas'])}  - 7\n`, 7, 'steps[1]', 'expected string'],
    [
      'a fault of what is never told',
      file(answered, 'faults:\n  - lose: voicemail\n'),
      10,
      'faults[0]',
      '“voicemail” is never told here; told are ringing, answered, hangup',
    ],
    [
      'a fault of the third of two',
      file(answered, 'faults:\n  - { lose: ringing, nth: 3 }\n'),
      10,
      'faults[0]',
      'is told 2 times only',
    ],
    ['a fault that is none', file(answered, 'faults:\n  - delay: ringing\n'), 10, 'faults[0]', 'a fault is'],
    ['a skew that is no time', file(answered, 'clockSkew: late\n'), 9, 'clockSkew', '“late” is no time'],
    ['too many repetitions', file(answered, 'repeat: 1000\n'), 9, 'repeat', 'Too big'],
    [
      'an unknown oddity',
      file(answered, 'oddities:\n  ringover:\n    smell: true\n'),
      11,
      'oddities.ringover.smell',
      'is no field',
    ],
    [
      'an outcome that does not exist',
      file(answered, 'expect:\n  call:\n    outcome: happy\n'),
      11,
      'expect.call.outcome',
      'Invalid option',
    ],
    [
      'somebody unknown among the expected',
      file(answered, 'expect:\n  call:\n    answeredBy: otto\n'),
      11,
      'expect.call.answeredBy',
      'nobody is called “otto”',
    ],
    [
      'a leg of somebody unknown',
      file(answered, 'expect:\n  call:\n    legs: { otto: answered }\n'),
      11,
      'expect.call.legs.otto',
      'nobody is called “otto”',
    ],
  ])('%s', (_, text, line, field, message) => {
    const [problem] = problemsOf(text);
    expect(problem?.message).toContain(message);
    expect(problem).toMatchObject({ line, field });
    expect(() => read(text)).toThrow(`call.yaml:${line}: ${field}: `);
  });

  it('broken YAML', () => {
    const [problem] = problemsOf(`${file(answered)}faults: [lose\n`);
    expect(problem?.line).toBeGreaterThanOrEqual(9);
    expect(problem?.message).not.toBe('');
  });

  it('nothing at all', () => {
    expect(problemsOf('')).not.toEqual([]);
  });

  it('every wrong step at once, not one after the other', () => {
    expect(problemsOf(file(['0s ring otto', '+1s whistle'])).map(({ line }) => line)).toEqual([6, 7]);
  });

  it('a scenario that is not there, with those that are', async () => {
    await expect(findScenario('no-such-call')).rejects.toThrow(/no such scenario; there are .*plain-answered/);
    await expect(findScenario('./nowhere.yaml')).rejects.toThrow('./nowhere.yaml: no such scenario');
  });
});

describe('the scenarios that come with the simulator', () => {
  it('are many, can all be read, and each says what is true in the end', async () => {
    const all = await listScenarios();
    expect(all.length).toBeGreaterThanOrEqual(16);
    expect(all.filter(({ expect }) => expect === null).map(({ name }) => name)).toEqual([]);
  });
});

describe('a plan', () => {
  const at = new Date('2026-11-19T09:00:00.000Z');
  const startTimes = (text: string, speed = 1) =>
    planScenario(read(text), { startAt: at, speed, key: 'a' }).sends.map(({ told, attempt, sendAtMs }) => ({
      event: told.event,
      attempt,
      sendAtMs,
    }));

  it('sends in true order, each as often as the file says', () => {
    expect(startTimes(file(['0s ring jonas', '+6s answer jonas'], 'repeat: 2\n'))).toEqual([
      { event: 'ringing', attempt: 1, sendAtMs: 0 },
      { event: 'ringing', attempt: 2, sendAtMs: 0 },
      { event: 'answered', attempt: 1, sendAtMs: 6_000 },
      { event: 'answered', attempt: 2, sendAtMs: 6_000 },
    ]);
  });

  it('shuffles the same way for the same seed, each delivery still telling its own time', () => {
    const shuffled = file([...answered, '+1m recording 34s', '+1m tags RDV'], 'shuffle: 4\n');
    const events = startTimes(shuffled).map(({ event }) => event);
    expect(startTimes(shuffled).map(({ event }) => event)).toEqual(events);
    expect(events).not.toEqual(startTimes(shuffled.replace('shuffle: 4\n', '')).map(({ event }) => event));
    const hangup = planScenario(read(shuffled), { startAt: at }).sends.find(({ told }) => told.event === 'hangup');
    const body = JSON.parse(hangup?.told.body(1) ?? '{}') as { timestamp: number };
    expect(body.timestamp * 1000 - at.getTime()).toBeGreaterThanOrEqual(6_000);
  });

  it('loses what the file loses', () => {
    const plan = planScenario(read(file(answered, 'faults:\n  - { lose: ringing, nth: 2 }\n')), { startAt: at });
    expect(plan.lost.map(({ event }) => event)).toEqual(['ringing']);
    expect(plan.sends.filter(({ told }) => told.event === 'ringing')).toHaveLength(1);
  });

  it('puts the provider’s clock ahead by as much as the file says', () => {
    const { sends } = planScenario(read(file(answered, 'clockSkew: +1h\n')), { startAt: at });
    const body = JSON.parse(sends[0]?.told.body(1) ?? '{}') as { timestamp: number };
    expect(body.timestamp * 1000 - at.getTime()).toBe(3_600_000);
  });

  it('at ten times the speed tells a call of a tenth of the length, so that it still pops up', () => {
    expect(startTimes(file(['0s ring jonas', '+60s miss']), 10).at(-1)?.sendAtMs).toBe(6_000);
  });

  it('is another call at every run', () => {
    const ids = [1, 2].map(() => planScenario(read(file(answered)), { startAt: at }).life.callId);
    expect(ids[0]).not.toBe(ids[1]);
    expect(ids[0]).toMatch(/^7\d{18}$/);
  });
});
