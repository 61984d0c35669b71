import type { RequestName, Requests } from '../../src-preload/contract.ts';
import { windowRequests, type WindowName } from '../../src-preload/window-topics.ts';
import type { RequestHandlers } from '../ipc/answer-request.ts';
import { HIDDEN } from './initials.ts';
import { maskAgentTalk } from './mask-agent-talk.ts';
import { maskCallbackDetail, maskCallbackList } from './mask-callback.ts';
import {
  maskCandidates,
  maskDialTarget,
  maskDuplicates,
  maskFoundCaller,
  maskFoundCallers,
  maskFoundContacts,
  maskMatters,
  maskNamedInPolicy,
} from './mask-found.ts';
import { maskStatistics } from './mask-statistics.ts';
import { maskTaskList } from './mask-task.ts';
import { maskTimeList } from './mask-time.ts';
import type { PrivacyMode } from './privacy-mode.ts';

type Masks = { [N in RequestName]?: (answer: Requests[N]['answer']) => Requests[N]['answer'] };

/** Every list that names somebody, and how it is told while names are hidden. */
const masks = {
  'agent-talk:get': maskAgentTalk,
  'callbacks:list': maskCallbackList,
  'callbacks:get': maskCallbackDetail,
  'callbacks:find-caller': maskFoundCallers,
  'callbacks:find-matter': maskMatters,
  'tasks:list': maskTaskList,
  'time:list': maskTimeList,
  'statistics:get': maskStatistics,
  'matching:find': maskFoundCaller,
  'matching:candidates': maskCandidates,
  'contacts:find': maskFoundContacts,
  'contacts:duplicates': maskDuplicates,
  'policy:find': maskNamedInPolicy,
  'dial:look-up': maskDialTarget,
} satisfies Masks;

/** What is written comes from what is shown: dots that stand for a text must never take its place. */
const written = ['callbacks:edit', 'tasks:edit', 'time:edit'] as const;

/**
 * The same handlers; while names are hidden in the window that asks, what they answer names nobody. What both windows may
 * ask is told to both as long as the button is held in either.
 */
export function maskAnswers(handlers: RequestHandlers, privacy: Pick<PrivacyMode, 'of'>): RequestHandlers {
  const isHidden = (name: string) => askedBy(name).every((window) => privacy.of(window)?.revealed === false);
  const masked = Object.entries(masks).map(([name, mask]) => {
    const answer = handlers[name as RequestName] as (ask: unknown) => unknown;
    const hide = mask as (answer: unknown) => unknown;
    return [
      name,
      async (ask: unknown) => {
        const told = await answer(ask);
        return isHidden(name) ? hide(told) : told;
      },
    ];
  });
  const kept = written.map((name) => {
    const write = handlers[name] as (ask: { set: object }) => unknown;
    return [name, (ask: { set: object }) => write({ ...ask, set: withoutDots(ask.set) })];
  });
  return { ...handlers, ...(Object.fromEntries([...masked, ...kept]) as Partial<RequestHandlers>) };
}

function askedBy(name: string): WindowName[] {
  const windows: WindowName[] = ['main-window', 'call-popup'];
  return windows.filter((window) => (windowRequests[window] as readonly string[]).includes(name));
}

function withoutDots(set: object): object {
  const isText = (value: unknown) => typeof value !== 'string' || !value.includes(HIDDEN);
  return Object.fromEntries(Object.entries(set).filter(([, value]) => isText(value)));
}
