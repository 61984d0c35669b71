/**
 * What the desktop writes down. One fixed word per kind of event, so that a support person can count them; everything
 * that varies is a field. Add a word here when a new kind of event needs one.
 */
export type LogWord =
  | 'app_started'
  | 'app_stopping'
  | 'app_failed'
  | 'deep_link'
  | 'telephony_asked'
  | 'telephony_answer_lost'
  | 'message_notice_decided'
  | 'ipc_refused'
  | 'ipc_failed'
  | 'window_failed'
  | 'popup_decided'
  | 'popup_painted'
  | 'notification_shown'
  | 'history_opened'
  | 'history_set_aside'
  | 'history_failed'
  | 'ring_test'
  | 'stream_connecting'
  | 'stream_open'
  | 'stream_caught_up'
  | 'stream_lost'
  | 'stream_silent'
  | 'stream_woken'
  | 'stream_resync'
  | 'event_unreadable'
  | 'events_not_applied'
  | 'clock_measured'
  | 'request_failed'
  | 'tokens_rotated'
  | 'tokens_not_stored'
  | 'tokens_unreadable'
  | 'device_removed'
  | 'enrolled'
  | 'enrolment_refused'
  | 'fill_started'
  | 'fill_page_failed'
  | 'fill_finished'
  | 'change_sent'
  | 'change_waits'
  | 'change_refused'
  | 'cache_key_unreadable'
  | 'cache_key_not_stored'
  | 'cache_locked_by_another_key'
  | 'insights_fetched'
  | 'insights_wait'
  | 'audio_download'
  | 'audio_kept'
  | 'audio_waits'
  | 'audio_refused'
  | 'audio_removed'
  | 'audio_damaged'
  | 'audio_stopped'
  | 'removal_confirmed'
  | 'removal_waits'
  | 'export_saved'
  | 'import_chosen'
  | 'import_report_not_saved'
  | 'import_request_failed'
  | 'export_failed'
  | 'statistics_not_saved'
  | 'settings_set_aside'
  | 'settings_not_stored'
  | 'log_full';

export type LogFields = Record<string, unknown>;

/** Fields are redacted at the logger: numbers keep their last three digits, texts and tokens are left out. */
export interface Log {
  info(word: LogWord, fields?: LogFields): void;
  warn(word: LogWord, fields?: LogFields): void;
  error(word: LogWord, fields?: LogFields): void;
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };
