import type { MediaCall, EndReason } from '../../media/session/handlers.ts';
import { samplesPerFrame } from '../../media/sound/pcm.ts';
import type { AgentActRequest } from '../../wire/agent-live.ts';
import type { AgentTalk } from '../../wire/agent-talk.ts';
import type { EngineUsed } from '../../wire/insights.ts';
import type { Failure, Stage } from '../fallback/ladder.ts';
import { StageError } from '../ports.ts';
import type { EndOfTalk, ReplyPart } from '../receptionist.ts';
import { listenAgain, newTurn, step } from '../turn-taking/step.ts';
import { turnTimes, type ReplyTo, type TurnEffect, type TurnInput } from '../turn-taking/turn.ts';
import { createCallSound, type CallSound } from './call-sound.ts';
import { createHandingOver } from './handing-over.ts';
import { createHolding, type Holder, type Holding, type LeftOver } from './holding.ts';
import { createKeysMenu } from './keys-menu.ts';
import { createLines } from './lines.ts';
import { createNotice } from './notice.ts';
import { takenBy, wantedBy, type Prompted } from './prompted.ts';
import { createSaying } from './saying.ts';
import type { TalkDeps } from './talk-deps.ts';
import { createTelling } from './telling.ts';
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

/** Turn-taking wants to know of passing time this often (ms). */
const TICK_MS = 100;
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
  /** Null: the caller has gone, or is with a telephone that rings. */
  let sound: CallSound | null = null;
  const inputs: TurnInput[] = [];
  let isStepping = false;
  const prompted: Prompted[] = [];
  let heardChars = 0;
  const notice = createNotice({
    sinceMs,
    announced() {
      record.announced();
      deps.consent('recording_announced');
    },
    objected: () => deps.consent('recording_objected'),
  });
  let whispered: { generation: number; byPersonId: string } | null = null;
  const heardBy: EngineUsed[] = [];
  let wantsTransferTo: string | null = null;
  let endsWith: EndOfTalk | null = null;
  let isEndedByPerson = false;
  let isOver = false;
  let isGone = false;
  let kept: Promise<void> | null = null;
  let lastTickMs = 0;
  let holding: Holding | null = null;
  let wasHeld = false;
  const telling = createTelling(nowMs, tell, () => sound !== null || isOver);
  const timers = createTimers(nowMs);
  const { after } = timers;

  const saying = createSaying({
    record,
    prompts: deps.prompts,
    sound: () => sound,
    language: () => turn.language,
    give,
  });
  const thinking = createThinking({
    thinkers: deps.thinkers,
    language: deps.language,
    isAnnounced: () => notice.given !== null,
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
    isAttached: () => sound !== null,
    answered: () => {
      record.personAnswered();
      give({ kind: 'person_answered' });
      // What people say to one another is not ours to hear.
      finish('handed_over');
    },
    notAnswered: (isTaken) => {
      if (!isTaken) give({ kind: 'transfer_failed' });
      telling.changed();
    },
    changed: telling.changed,
    apologise: (name) => saying.apologise(name),
    after,
    stillTrying: () => void saying.apologise('still_trying'),
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
    if (sound === null || notice.given === null || isOver || keysMenu.isOn) return;
    if (turn.phase !== 'listening' || turn.isEarOpen || turn.words !== '' || turn.keys !== '' || holding) return;
    const { holder } = deps;
    const hears = deps.hearings.length > 0;
    const { consent } = thinking.receptionist.facts();
    // Whoever does not want to be recorded is not sent to an engine that need not be.
    const mayHold = holder !== null && !wasHeld && consent !== 'no' && (consent !== null || !hears);
    if (mayHold) hold(holder, sound.media);
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
        changed: telling.changed,
        leave: takeBack,
      });
    } catch (error) {
      const failure = error instanceof StageError ? error.failure : 'failed';
      return fellBack('thinking', holder.engine.id, failure, deps.thinkers[0]?.engine?.id ?? 'script');
    }
    const { id, leavesMachine, region } = holder.engine;
    heardBy.push({ id, leavesMachine, region });
    telling.changed();
  }

  /** The stages have the caller again, with everything that is known. @param left null: whatever comes next */
  function takeBack(left: LeftOver | null): void {
    if (holding === null || isOver) return;
    const { mind } = holding;
    holding.close();
    holding = null;
    // What the line counted as heard was the engine's.
    sound?.speaking.clear();
    thinking.goOn({ language: mind.language, facts: mind.facts() });
    turn = listenAgain(turn, mind.language, nowMs());
    telling.changed();
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
        return sound?.listening.open();
      case 'flush_ear':
        return sound?.listening.flush();
      case 'close_ear':
        // A cough, or words that are still on their way: nothing has been answered.
        return sound?.listening.close(turn.phase !== 'listening');
      case 'pause':
        sound?.media.playout.pause();
        return record.paused(effect.generation);
      case 'resume':
        sound?.media.playout.resume();
        return record.resumed(effect.generation);
      case 'clear':
        heardChars = sound?.speaking.clear() ?? 0;
        return undefined;
      case 'abort':
        thinking.abort(effect.generation);
        return sound?.speaking.abort(effect.generation);
      case 'truncate':
        thinking.receptionist.truncate(heardChars);
        telling.changed();
        notice.heard(effect.generation, heardChars);
        return record.cleared(effect.generation, lines.cut(effect.generation, heardChars));
      case 'filler':
        return saying.filler(effect.generation, effect.what);
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
    sound?.speaking.begin(generation);
    const next = to.kind === 'prompted' ? prompted.shift() : undefined;
    record.replyWanted(generation, to.kind === 'prompted' ? wantedBy(next) : to);
    if (to.kind === 'words') lines.callerSaid(to.text);
    telling.changed();
    if (keysMenu.isOn && to.kind !== 'prompted') return replyByKeys(generation, to);
    if (to.kind !== 'prompted') return thinking.reply(generation, to);
    switch (next?.kind) {
      case undefined:
        return listenOn(generation);
      case 'whisper':
        thinking.receptionist.whispered(next.text);
        whispered = { generation, byPersonId: next.byPersonId };
        saying.say(generation, { text: next.text, language: turn.language, isInterruptible: true });
        return listenOn(generation);
      case 'keys':
        return replyByKeys(generation, { kind: 'start' });
      case 'end':
        isEndedByPerson = true;
        return thinking.reply(generation, { kind: 'too_long' });
      case 'ask':
        return thinking.reply(generation, next.asking);
      case 'overdue':
        saying.filler(generation, 'one_moment');
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
    saying.ends(generation, { kind: 'listen', expecting: turn.expecting, language: turn.language });

  function replyByKeys(generation: number, to: Exclude<ReplyTo, { kind: 'prompted' }>): void {
    void keysMenu
      .answer(to)
      .then(({ prompt, then, personId }) => {
        if (isOver) return;
        // The menu that was still to be said has been said.
        const due = prompted.findIndex(({ kind }) => kind === 'keys');
        if (prompt === 'keys_menu' && due !== -1) prompted.splice(due, 1);
        if (prompt !== null) saying.prompt(generation, prompt);
        wantsTransferTo = personId;
        if (then.kind === 'close') endsWith = 'done';
        saying.ends(generation, then);
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
        return saying.say(generation, part);
      case 'announced':
        return notice.isIn(generation, saying.charsOf(generation));
      case 'consent':
        return tookConsent(part.answer);
      case 'tool':
        return record.tool(part.tool, part.tookMs);
      case 'then': {
        endsWith = part.why;
        wantsTransferTo = part.personId;
        telling.changed();
        const taken = handingOver.takeOf(generation);
        // Where the caller leaves us while it rings, the bridge is said first.
        if (taken !== null && part.then.kind === 'listen') {
          wantsTransferTo = taken;
          return saying.ends(generation, { kind: 'transfer' });
        }
        return saying.ends(generation, part.then);
      }
      default:
        return part satisfies never;
    }
  }

  function tookConsent(answer: 'yes' | 'no' | 'unclear'): void {
    record.consent(answer);
    notice.answered(answer);
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
    const last = sound?.media;
    release();
    if (!isHandedOn) {
      line
        .hangUp()
        .catch((error: unknown) => deps.log.warn({ err: error, callId: line.callId }, 'agent_hang_up_failed'));
    }
    last?.end();
    telling.now();
    deps.over(record.finish(ended));
  }

  function release(): void {
    holding?.close();
    holding = null;
    sound?.release();
    sound = null;
  }

  function tick(): void {
    timers.tick();
    sound?.speaking.tick();
    const atMs = nowMs();
    if (atMs - lastTickMs < TICK_MS) return;
    lastTickMs = atMs;
    sound?.listening.tick();
    if (holding !== null && atMs - turn.answeredAtMs >= turnTimes.longestTalk) takeBack(null);
    if (holding === null) give({ kind: 'tick' });
    if (!isOver) telling.tick();
  }

  function tell(): void {
    const { receptionist } = thinking;
    const shown = (holding?.mind ?? receptionist).shown();
    deps.tell({
      callId: line.callId,
      since: line.since,
      ...shown,
      state: isOver
        ? 'over'
        : handingOver.isRinging
          ? 'handing_over'
          : shown.state === 'over'
            ? 'talking'
            : shown.state,
      lines: lines.newest(),
      language: (holding?.mind ?? receptionist).language,
      heardBy: heardBy.slice(-MOST_ENGINES),
      handOver: handingOver.last,
      partyHit: deps.tools.partyHit(),
      announced: notice.given,
    });
  }

  function heardAll(generation: number): void {
    lines.weSaid(generation);
    record.played(generation);
    telling.changed();
    notice.heard(generation, Infinity);
  }

  function attach(next: MediaCall): void {
    const isBack = turn.phase !== 'idle';
    release();
    sound = createCallSound(
      next,
      { ...deps, language: () => turn.language, after },
      {
        tick,
        voice: (probability) => give({ kind: 'voice', probability }),
        words(text, isFinal) {
          record.words(text, isFinal);
          lines.callerSays(text);
          telling.changed();
          give({ kind: 'words', text, isFinal });
        },
        begun(generation, sentence, lastsMs) {
          lines.weSay(generation, sentence.text, whispered?.generation === generation ? whispered.byPersonId : null);
          telling.changed();
          const { isInterruptible } = sentence;
          give({ kind: 'sentence', generation, isInterruptible, isFiller: false, lastsMs });
        },
        drained(generation) {
          heardAll(generation);
          saying.drained(generation);
        },
        heardBy(engine) {
          const { id, leavesMachine, region } = engine;
          heardBy.push({ id, leavesMachine, region });
          record.usedEngine('hearing', engine);
        },
        hearingFell(from, failure, to) {
          fellBack('hearing', from?.id ?? 'nothing', failure, to?.id ?? (line.hasKeys ? 'keys' : null));
          if (to === null) deaf();
        },
        voiceFell(from, failure, to) {
          fellBack('voice', from.id, failure, to?.id ?? null);
          if (to === null) giveUp();
        },
      },
    );
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
      if (sound === null || pcm.length !== samplesPerFrame(sound.media.rate)) return;
      sound.listening.frame(pcm);
      if (holding) holding.frame(pcm);
      else sound.findVoice(pcm);
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
        telling.changed();
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
      telling.changed();
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
    const last = sound?.media;
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
