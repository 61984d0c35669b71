import type { PushName, RequestName } from './contract.ts';

/** What each window may ask and hears. The preload offers no more, and src-main/ipc answers no more. */
export type WindowName = 'main-window' | 'call-popup';

export const windowRequests = {
  'main-window': [
    'app:state',
    'enrolment:check',
    'enrolment:start',
    'enrolment:remove',
    'connection:retry',
    'notice:dismiss',
    'notice:act',
    'calls:list',
    'calls:get',
    'calls:edit',
    'call:act',
    'dial:look-up',
    'dial:call',
    'colleagues:list',
    'messages:conversation',
    'messages:send',
    'messages:seen',
    'blocked:list',
    'blocked:set',
    'routing:get',
    'routing:save',
    'routing:preview',
    'reconcile:run',
    'insights:get',
    'insights:edit',
    'insights:retry',
    'recordings:retry',
    'recordings:fetch',
    'recordings:star',
    'recordings:peaks',
    'recordings:legal-hold',
    'recordings:usage',
    'recordings:clear',
    'export:make',
    'imports:latest',
    'imports:choose',
    'imports:get',
    'imports:map',
    'imports:start',
    'imports:remove',
    'imports:report',
    'settings:change',
    'ring-test:run',
    'ring-test:latest',
    'diagnostics:copy',
    'window:act',
  ],
  'call-popup': [
    'popup:painted',
    'popup:fit',
    'popup:hold',
    'popup:hide',
    'popup:show-strip',
    'popup:field-focus',
    'popup:note',
    'popup:call-back-later',
    'popup:act',
    'colleagues:list',
    // A number typed to transfer to; it only reads.
    'dial:look-up',
    'popup:open',
    'popup:find-contact',
    'popup:choose-contact',
    'popup:new-contact',
  ],
} as const satisfies Record<WindowName, readonly RequestName[]>;

export const windowPushes = {
  'main-window': [
    'app:state-changed',
    'calls:changed',
    'calls:show',
    'ring-test:progress',
    'dial:asked',
    'insights:changed',
    'recordings:usage-changed',
    'imports:changed',
    'colleagues:changed',
  ],
  'call-popup': ['popup:view', 'colleagues:changed'],
} as const satisfies Record<WindowName, readonly PushName[]>;

/** Requests that no window may ask: must stay empty, or a new request was forgotten above. */
type Forgotten = Exclude<RequestName, (typeof windowRequests)[WindowName][number]>;
export const noRequestIsForgotten: [Forgotten] extends [never] ? true : Forgotten = true;
