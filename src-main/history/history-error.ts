/**
 * `disk_full`: nothing was changed; the app goes on with what it has. `corrupt`: the file is damaged; it is set aside at
 * the next start and rebuilt from the relay. `closed`: used after `close` or `erase`.
 */
export type HistoryErrorCode = 'disk_full' | 'corrupt' | 'closed' | 'native_module';

export class HistoryError extends Error {
  override readonly name = 'HistoryError';
  readonly code: HistoryErrorCode;

  constructor(code: HistoryErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
