import type { MediaCall, EndReason } from '../../media/session/handlers.ts';
import { samplesPerFrame } from '../../media/sound/pcm.ts';
import type { AgentActRequest, AgentLive } from '../../wire/agent-live.ts';
import type { AgentTalk } from '../../wire/agent-talk.ts';
import type { EngineUsed } from '../../wire/insights.ts';
import type { Failure, Stage } from '../fallback/ladder.ts';
import { StageError, type PromptName, type VoiceTrackOfCall } from '../ports.ts';
import type { Asking, EndOfTalk, ReplyPart } from '../receptionist.ts';
import type { Wanted } from '../talk-record.ts';
import { listenAgain, newTurn, step } from '../turn-taking/step.ts';
import { turnTimes, type ReplyTo, type Then, type TurnEffect, type TurnInput } from '../turn-taking/turn.ts';
import { createHandingOver } from './handing-over.ts';
import { createHolding, type Holder, type Holding, type LeftOver } from './holding.ts';
import { createKeysMenu } from './keys-menu.ts';
import { createLines } from './lines.ts';
import { createListening, type Listening } from './listening.ts';
import { createSpeaking, type Sentence, type Speaking } from './speaking.ts';
import type { TalkDeps } from './talk-deps.ts';
import { createThinking } from './thinking.ts';
import { createTimers } from './timers.ts';

/** One caller's talk with the receptionist. Owns everything that it sets going; when it is over nothing is left. */
export interface Talk {
  readonly callId: string;
  /** The call's sound comes and goes here from now on; a second time for a caller who comes back. */
  attach(media: MediaCall): void;
  frame(pcm: Int16Array): void;
  key(key: string): void;
  /** The sound is over. @returns true: the caller is with a telephone that rings, and may come back */
  detach(reason: EndReason): boolean;
  /** @returns false: it cannot do that now */
  order(ask: AgentActRequest, by: { personId: string; name: string | null }): boolean;
  /** They will not come back, or the relay stops. */
  end(): void;
}

/** What is to be said out of turn. */
type Prompted =
  | { kind: 'whisper'; text: string; byPersonId: string }
  | { kind: 'end' }
  | { kind: 'keys' }
  | { kind: 'ask'; asking: Asking }
  /** What an engine left: its last reply, or what it did not answer and the caller waits for. */
  | { kind: 'parts'; parts: readonly ReplyPart[] }
  | { kind: 'overdue'; asking: Asking };

/** Turn-taking wants to know of passing time this often (ms). */
const TICK_MS = 100;
/** Desktops are told of changes no more often than this (ms). */
const TELL_MS = 250;
const MOST_ENGINES = 10;
/** A provider may take so long to pass a caller to voicemail (ms). */
const VOICEMAIL_MS = 10_000;

/** @throws RangeError without a thinker */
export function createTalk(deps: TalkDeps): Talk {
  const { line, clock, record } = deps;
  const { nowMs } = clock;
  const startedMs = nowMs();
  const sinceMs = () => Math.max(0, Math.round(nowMs() - startedMs));
  const lines = createLines(sinceMs);
  let turn = newTurn(deps.language, nowMs());
  let media: MediaCall | null = null;
  let listening: Listening | null = null;
  let speaking: Speaking | null = null;
  let track: VoiceTrackOfCall | null = null;
  let leaveClock: (() => void) | null = null;
  const inputs: TurnInput[] = [];
  let isStepping = false;
  const prompted: Prompted[] = [];
  let heardChars = 0;
  let announced: AgentLive['announced'] = null;
  /** Announced by so much of a reply, which may not have been heard yet. */
  let announces: { generation: number; atChars: number } | null = null;
  let whispered: { generation: number; byPersonId: string } | null = null;
  const heardBy: EngineUsed[] = [];
  /** Sentences of this reply were given to the voice; how it ends, once that is known. */
  let said: { generation: number; then: Then | null; chars: number } | null = null;
  let wantsTransferTo: string | null = null;
  let endsWith: EndOfTalk | null = null;
  let isEndedByPerson = false;
  let isOver = false;
  let isGone = false;
  let kept: Promise<void> | null = null;
  let lastTickMs = 0;
  let toldAtMs = -Infinity;
  let isTellDue = false;
  let holding: Holding | null = null;
  let wasHeld = false;
  const timers = createTimers(nowMs);
  const { after } = timers;

  const thinking = createThinking({
    thinkers: deps.thinkers,
    language: deps.language,
    isAnnounced: () => announced !== null,
    after,
    part: takePart,
    thoughtBy: (engine) => record.usedEngine('thinking', engine),
    fellBack: (from, failure, to) => fellBack('thinking', from.engine?.id, failure, to && (to.engine?.id ?? 'script')),
    nobody: giveUp,
  });
  const handingOver = createHandingOver({
    line,
    tools: deps.tools,
    log: deps.log,
    nameOf: deps.nameOf,
    freePerson: deps.freePerson,
    record,
    isAttached: () => media !== null,
    answered: () => {
      record.personAnswered();
      give({ kind: 'person_answered' });
      // What people say to one another is not ours to hear.
      finish('handed_over');
    },
    notAnswered: (isTaken) => {
      if (!isTaken) give({ kind: 'transfer_failed' });
      isTellDue = true;
    },
    changed: () => (isTellDue = true),
    apologise,
    after,
    stillTrying: () => void apologise('still_trying'),
    keepWhatIsKnown,
    ended: finish,
  });
  const keysMenu = createKeysMenu({
    canReachPerson: line.canReachPerson,
    find: () => deps.freePerson(),
    keep: () => takeMessage(),
  });

  /** One after the other: what is done for one input may at once bring the next. */
  function give(input: TurnInput): void {
    inputs.push(input);
    if (isStepping) return;
    isStepping = true;
    try {
      for (let next = inputs.shift(); next !== undefined; next = inputs.shift()) {
        const before = turn.voice;
        const stepped = step(turn, next, nowMs());
        turn = stepped.state;
        const { isOn, beganAtMs } = turn.voice;
        // When it was noticed is later than when it was.
        if (isOn !== before.isOn) record.voice(isOn, isOn ? (beganAtMs ?? nowMs()) : before.lastVoicedAtMs);
        for (const effect of stepped.effects) carryOut(effect);
      }
    } finally {
      isStepping = false;
    }
    holdIfTime();
  }

  /** The opening is over and the caller has their turn: from here on an engine that takes the turns itself may have them. */
  function holdIfTime(): void {
    if (media === null || announced === null || isOver || keysMenu.isOn) return;
    if (turn.phase !== 'listening' || turn.isEarOpen || turn.words !== '' || turn.keys !== '' || holding) return;
    const { holder } = deps;
    const hears = deps.hearings.length > 0;
    const { consent } = thinking.receptionist.facts();
    // Whoever does not want to be recorded is not sent to an engine that need not be.
    const mayHold = holder !== null && !wasHeld && consent !== 'no' && (consent !== null || !hears);
    if (mayHold) hold(holder, media);
    else if (!hears) deaf();
  }

  function hold(holder: Holder, on: MediaCall): void {
    wasHeld = true;
    const { receptionist } = thinking;
    try {
      holding = createHolding({
        holder,
        media: on,
        from: { language: receptionist.language, facts: receptionist.facts() },
        record,
        lines,
        nowMs,
        sinceMs: (at) => Math.max(0, Math.round(at - startedMs)),
        after,
        nextGeneration() {
          turn = { ...turn, generation: turn.generation + 1 };
          return turn.generation;
        },
        consent: tookConsent,
        changed: () => (isTellDue = true),
        leave: takeBack,
      });
    } catch (error) {
      const failure = error instanceof StageError ? error.failure : 'failed';
      return fellBack('thinking', holder.engine.id, failure, deps.thinkers[0]?.engine?.id ?? 'script');
    }
    const { id, leavesMachine, region } = holder.engine;
    heardBy.push({ id, leavesMachine, region });
    isTellDue = true;
  }

  /** The stages have the caller again, with everything that is known. @param left null: whatever comes next */
  function takeBack(left: LeftOver | null): void {
    if (holding === null || isOver) return;
    const { mind } = holding;
    holding.close();
    holding = null;
    // What the line counted as heard was the engine's.
    speaking?.clear();
    thinking.goOn({ language: mind.language, facts: mind.facts() });
    turn = listenAgain(turn, mind.language, nowMs());
    isTellDue = true;
    if (left === null) return;
    if (left.why === 'failed') {
      const engine = deps.holder?.engine.id;
      fellBack('thinking', engine, left.error.failure, deps.thinkers[0]?.engine?.id ?? 'script');
      prompted.push({ kind: 'overdue', asking: left.asking });
    } else {
      prompted.push(left.why === 'parts' ? { kind: 'parts', parts: left.parts } : { kind: 'ask', asking: left.asking });
    }
    give({ kind: 'prompted' });
  }

  function carryOut(effect: TurnEffect): void {
    switch (effect.do) {
      case 'reply':
        return reply(effect.generation, effect.to);
      case 'open_ear':
        return listening?.open();
      case 'flush_ear':
        return listening?.flush();
      case 'close_ear':
        // A cough, or words that are still on their way: nothing has been answered.
        return listening?.close(turn.phase !== 'listening');
      case 'pause':
        media?.playout.pause();
        return record.paused(effect.generation);
      case 'resume':
        media?.playout.resume();
        return record.resumed(effect.generation);
      case 'clear':
        heardChars = speaking?.clear() ?? 0;
        return undefined;
      case 'abort':
        thinking.abort(effect.generation);
        return speaking?.abort(effect.generation);
      case 'truncate':
        thinking.receptionist.truncate(heardChars);
        isTellDue = true;
        heardNotice(effect.generation, heardChars);
        return record.cleared(effect.generation, lines.cut(effect.generation, heardChars));
      case 'filler':
        return filler(effect.generation, effect.what);
      case 'fall_back':
        thinking.fallBack(effect.generation);
        return undefined;
      case 'give_up':
        return handingOver.giveUp();
      case 'transfer':
        return handingOver.transfer(wantsTransferTo);
      case 'hang_up':
        return hangUp(effect.why);
      default:
        return effect satisfies never;
    }
  }

  function reply(generation: number, to: ReplyTo): void {
    speaking?.begin(generation);
    const next = to.kind === 'prompted' ? prompted.shift() : undefined;
    record.replyWanted(generation, to.kind === 'prompted' ? wantedBy(next) : to);
    if (to.kind === 'words') lines.callerSaid(to.text);
    isTellDue = true;
    if (keysMenu.isOn && to.kind !== 'prompted') return replyByKeys(generation, to);
    if (to.kind !== 'prompted') return thinking.reply(generation, to);
    switch (next?.kind) {
      case undefined:
        return listenOn(generation);
      case 'whisper':
        thinking.receptionist.whispered(next.text);
        whispered = { generation, byPersonId: next.byPersonId };
        say(generation, { text: next.text, language: turn.language, isInterruptible: true });
        return listenOn(generation);
      case 'keys':
        return replyByKeys(generation, { kind: 'start' });
      case 'end':
        isEndedByPerson = true;
        return thinking.reply(generation, { kind: 'too_long' });
      case 'ask':
        return thinking.reply(generation, next.asking);
      case 'overdue':
        filler(generation, 'one_moment');
        return thinking.reply(generation, next.asking);
      case 'parts':
        for (const part of next.parts) takePart(generation, part);
        return undefined;
      default:
        return next satisfies never;
    }
  }

  function fellBack(stage: Stage, from: string | undefined, failure: Failure, to: string | null): void {
    record.fellBack(stage, from ?? 'script', failure, to ?? 'nothing');
    deps.fellBack(stage, failure);
  }

  /** Whatever was asked is still open. */
  const listenOn = (generation: number) =>
    replyEnded(generation, { kind: 'listen', expecting: turn.expecting, language: turn.language });

  /** Turn-taking takes a reply of which nothing sounds for one that is over, so it is told with the end of the last sentence. */
  function replyEnded(generation: number, then: Then): void {
    if (then.kind === 'listen') give({ ...then, kind: 'asks', generation });
    if (said?.generation === generation) said.then = then;
    else give({ kind: 'reply_ended', generation, then });
  }

  function replyByKeys(generation: number, to: Exclude<ReplyTo, { kind: 'prompted' }>): void {
    void keysMenu
      .answer(to)
      .then(({ prompt, then, personId }) => {
        if (isOver) return;
        // The menu that was still to be said has been said.
        const due = prompted.findIndex(({ kind }) => kind === 'keys');
        if (prompt === 'keys_menu' && due !== -1) prompted.splice(due, 1);
        if (prompt !== null) sayPrompt(generation, prompt);
        wantsTransferTo = personId;
        if (then.kind === 'close') endsWith = 'done';
        replyEnded(generation, then);
      })
      .catch((error: unknown) => {
        deps.log.error({ err: error, callId: line.callId }, 'agent_keys_failed');
        giveUp();
      });
  }

  function takePart(generation: number, part: ReplyPart): void {
    if (isOver) return;
    switch (part.part) {
      case 'say':
        return say(generation, part);
      case 'announced':
        announces = { generation, atChars: said?.generation === generation ? said.chars : 0 };
        return undefined;
      case 'consent':
        return tookConsent(part.answer);
      case 'tool':
        return record.tool(part.tool, part.tookMs);
      case 'then': {
        endsWith = part.why;
        wantsTransferTo = part.personId;
        isTellDue = true;
        const taken = handingOver.takeOf(generation);
        // Where the caller leaves us while it rings, the bridge is said first.
        if (taken !== null && part.then.kind === 'listen') {
          wantsTransferTo = taken;
          return replyEnded(generation, { kind: 'transfer' });
        }
        return replyEnded(generation, part.then);
      }
      default:
        return part satisfies never;
    }
  }

  function tookConsent(answer: 'yes' | 'no' | 'unclear'): void {
    record.consent(answer);
    if (answer !== 'no') return;
    if (announced) announced = { ...announced, objected: true };
    deps.consent('recording_objected');
  }

  function say(generation: number, { text, language, isInterruptible }: Sentence): void {
    if (said?.generation !== generation) said = { generation, then: null, chars: 0 };
    said.chars += text.length;
    record.firstToken(generation);
    record.sentence(generation, text, language);
    speaking?.say(generation, { text, language, isInterruptible });
  }

  function sayPrompt(generation: number, name: PromptName): void {
    const prompt = media && deps.prompts.prompt(name, turn.language, media.rate);
    if (prompt) say(generation, { text: prompt.text, language: turn.language, isInterruptible: true });
  }

  function filler(generation: number, what: 'one_moment' | 'still_trying'): void {
    const prompt = media && deps.prompts.prompt(what, turn.language, media.rate);
    if (!media || !prompt) return;
    const lastsMs = (prompt.pcm.length / media.rate) * 1_000;
    record.filler(generation, { text: prompt.text, language: turn.language, lastsMs });
    speaking?.play(generation, prompt.pcm);
    give({ kind: 'sentence', generation, isInterruptible: true, isFiller: true, lastsMs });
  }

  /** @returns when it was played, or could not be */
  async function apologise(name: PromptName): Promise<void> {
    const prompt = media && deps.prompts.prompt(name, turn.language, media.rate);
    if (!media || !prompt) return;
    speaking?.clear();
    const { playout } = media;
    playout.enqueue(playout.generation, prompt.pcm);
    await playout.played();
  }

  function hangUp(why: Extract<TurnEffect, { do: 'hang_up' }>['why']): void {
    if (why === 'gave_up') return handingOver.outOfTime();
    const ended = isEndedByPerson ? 'ended_by_person' : why === 'done' ? (endsWith ?? 'done') : why;
    if (ended !== 'not_taken') return finish(ended);
    // Who would wait for a provider that does not answer hears nothing any more.
    after(VOICEMAIL_MS, () => finish(ended));
    void line
      .toVoicemail()
      .catch((error: unknown) => {
        deps.log.warn({ err: error, callId: line.callId }, 'agent_voicemail_refused');
        return false;
      })
      .then((isThere) => finish(ended, isThere));
  }

  /** A stage has nothing left that works. */
  function giveUp(): void {
    give({ kind: 'given_up' });
    handingOver.giveUp();
  }

  async function takeMessage(): Promise<void> {
    const { receptionist } = thinking;
    const { language } = receptionist;
    await deps.tools.run(
      { tool: 'take_message', facts: receptionist.facts(), language, isUnfinished: true },
      new AbortController().signal,
    );
  }

  /** @param isHandedOn the caller is elsewhere now: the line must not be cut */
  function finish(ended: AgentTalk['ended'], isHandedOn = ended === 'handed_over'): void {
    if (isOver) return;
    isOver = true;
    thinking.stop();
    handingOver.stop();
    timers.clear();
    const last = media;
    release();
    if (!isHandedOn) {
      line
        .hangUp()
        .catch((error: unknown) => deps.log.warn({ err: error, callId: line.callId }, 'agent_hang_up_failed'));
    }
    last?.end();
    tell('over');
    deps.over(record.finish(ended));
  }

  function release(): void {
    holding?.close();
    holding = null;
    track?.leave();
    speaking?.stop();
    listening?.close(true);
    leaveClock?.();
    track = null;
    speaking = null;
    listening = null;
    leaveClock = null;
    media = null;
  }

  function tick(): void {
    timers.tick();
    speaking?.tick();
    const atMs = nowMs();
    if (atMs - lastTickMs < TICK_MS) return;
    lastTickMs = atMs;
    listening?.tick();
    if (holding !== null && atMs - turn.answeredAtMs >= turnTimes.longestTalk) takeBack(null);
    if (holding === null) give({ kind: 'tick' });
    if (isTellDue && atMs - toldAtMs >= TELL_MS && !isOver) tell();
  }

  function tell(state?: 'over'): void {
    isTellDue = false;
    toldAtMs = nowMs();
    const { receptionist } = thinking;
    const shown = (holding?.mind ?? receptionist).shown();
    deps.tell({
      callId: line.callId,
      since: line.since,
      ...shown,
      state: state ?? (handingOver.isRinging ? 'handing_over' : shown.state === 'over' ? 'talking' : shown.state),
      lines: lines.newest(),
      language: (holding?.mind ?? receptionist).language,
      heardBy: heardBy.slice(-MOST_ENGINES),
      handOver: handingOver.last,
      partyHit: deps.tools.partyHit(),
      announced,
    });
  }

  function heardAll(generation: number): void {
    lines.weSaid(generation);
    record.played(generation);
    isTellDue = true;
    heardNotice(generation, Infinity);
  }

  /** It counts once the sentence with it has been heard to its end; the question after it may be talked over. */
  function heardNotice(generation: number, chars: number): void {
    if (announces?.generation !== generation) return;
    const isHeard = chars >= announces.atChars;
    announces = null;
    if (!isHeard || announced !== null) return;
    announced = { atMs: sinceMs(), objected: false };
    record.announced();
    deps.consent('recording_announced');
  }

  function attach(next: MediaCall): void {
    const isBack = turn.phase !== 'idle';
    release();
    media = next;
    const { rate, playout } = next;
    listening = createListening({
      rate,
      hearings: deps.hearings,
      language: () => turn.language,
      signal: next.signal,
      nowMs,
      words(text, isFinal) {
        record.words(text, isFinal);
        lines.callerSays(text);
        isTellDue = true;
        give({ kind: 'words', text, isFinal });
      },
      heardBy(engine) {
        const { id, leavesMachine, region } = engine;
        heardBy.push({ id, leavesMachine, region });
        record.usedEngine('hearing', engine);
      },
      lostFrame: () => record.lostFrame(),
      fellBack(from, failure, to) {
        fellBack('hearing', from?.id ?? 'nothing', failure, to?.id ?? (line.hasKeys ? 'keys' : null));
        if (to === null) deaf();
      },
    });
    speaking = createSpeaking({
      playout,
      rate,
      voices: deps.voices,
      prepared: deps.prompts.voice,
      nowMs,
      after,
      begun(generation, sentence, lastsMs) {
        lines.weSay(generation, sentence.text, whispered?.generation === generation ? whispered.byPersonId : null);
        isTellDue = true;
        const { isInterruptible } = sentence;
        give({ kind: 'sentence', generation, isInterruptible, isFiller: false, lastsMs });
      },
      firstSound: (generation) => record.firstSound(generation),
      firstFrame: (generation) => record.firstFrame(generation),
      drained(generation) {
        heardAll(generation);
        if (said?.generation === generation && said.then !== null) {
          give({ kind: 'reply_ended', generation, then: said.then });
        }
        give({ kind: 'drained', generation });
      },
      spokenBy: (voice) => record.usedEngine('voice', voice),
      fellBack(from, failure, to) {
        fellBack('voice', from.id, failure, to?.id ?? null);
        if (to === null) giveUp();
      },
    });
    track = deps.detector.join(rate, (probability) => give({ kind: 'voice', probability }));
    leaveClock = clock.join(tick);
    if (!isBack) return give({ kind: 'answered' });
    record.cameBack();
    handingOver.cameBack();
    return give({ kind: 'transfer_failed' });
  }

  /** Nothing hears this caller any more. */
  function deaf(): void {
    if (isOver || keysMenu.isOn) return;
    if (!line.hasKeys) return giveUp();
    keysMenu.turnOn();
    prompted.push({ kind: 'keys' });
    return give({ kind: 'prompted' });
  }

  return {
    callId: line.callId,
    attach,
    frame(pcm) {
      if (media === null || pcm.length !== samplesPerFrame(media.rate)) return;
      listening?.frame(pcm);
      if (holding) holding.frame(pcm);
      else track?.push(pcm);
    },
    key(key) {
      record.key(key);
      // An engine hears no keys.
      takeBack(null);
      give({ kind: 'key', key });
    },
    detach(reason) {
      if (isOver || isGone) return false;
      const isTaken = turn.phase === 'transferring' || handingOver.isDialling;
      if (isTaken && !line.staysWhileRinging && reason !== 'relay_stops') {
        release();
        return true;
      }
      gone();
      return false;
    },
    order(ask, by) {
      if (isOver || isGone || ['closing', 'transferring', 'over'].includes(turn.phase)) return false;
      record.order(ask.act);
      if (holding !== null && ask.act === 'whisper') {
        holding.whisper(ask.text, by.personId);
        return true;
      }
      if (holding !== null && (ask.act === 'message' || ask.act === 'call_back')) {
        holding.obey(ask.act);
        return true;
      }
      if (ask.act === 'take' && (!line.canReachPerson || handingOver.isRinging)) return false;
      takeBack(null);
      switch (ask.act) {
        case 'whisper':
          prompted.push({ kind: 'whisper', text: ask.text, byPersonId: by.personId });
          break;
        case 'end':
          prompted.push({ kind: 'end' });
          break;
        case 'take':
          if (!handingOver.take(by.personId, turn.generation + 1)) return false;
          prompted.push({ kind: 'ask', asking: takenBy(line.staysWhileRinging ? null : by) });
          break;
        case 'message':
        case 'call_back':
          prompted.push({ kind: 'ask', asking: { kind: 'order', act: ask.act } });
          break;
        default:
          ask satisfies never;
      }
      give({ kind: 'prompted' });
      isTellDue = true;
      return true;
    },
    end: gone,
  };

  function gone(): void {
    if (isOver || isGone) return;
    isGone = true;
    give({ kind: 'hung_up' });
    thinking.stop();
    handingOver.stop();
    timers.clear();
    const isKept = keepWhatIsKnown();
    holding?.close();
    holding = null;
    const last = media;
    release();
    last?.end();
    isKept
      .catch((error: unknown) => deps.log.error({ err: error, callId: line.callId }, 'agent_message_lost'))
      .finally(() => finish('gone', true));
  }

  /** Once: what was taken twice is called back twice. */
  function keepWhatIsKnown(): Promise<void> {
    kept ??= (holding?.mind ?? thinking.receptionist).gone();
    return kept;
  }
}

/** @param by null: the caller stays with us while their telephone rings */
function takenBy(by: { personId: string; name: string | null } | null): Asking {
  if (by === null || by.name === null) return { kind: 'order', act: 'take' };
  return { kind: 'order', act: 'take', leavesFor: { id: by.personId, name: by.name } };
}

function wantedBy(prompted: Prompted | undefined): Wanted {
  switch (prompted?.kind) {
    case 'ask':
      return prompted.asking;
    case 'whisper':
    case 'end':
      return { kind: prompted.kind };
    case 'overdue':
      return prompted.asking;
    case 'parts':
      return { kind: 'engine' };
    case 'keys':
    case undefined:
      return { kind: 'keys_menu' };
    default:
      return prompted satisfies never;
  }
}
