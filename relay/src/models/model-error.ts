/** A speech model that cannot be used or installed. The message is for an operator. */
export class ModelError extends Error {
  readonly code:
    | 'unknown_model'
    /** Its files are not there. */
    | 'not_installed'
    /** A file is there of which nobody recorded what it should be. */
    | 'hash_unknown'
    | 'hash_differs'
    /** A link, a folder, or a file that reaches out of the model's folder. */
    | 'not_a_plain_file'
    | 'download_failed'
    | 'unpack_failed';
  constructor(code: ModelError['code'], message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ModelError';
    this.code = code;
  }
}
