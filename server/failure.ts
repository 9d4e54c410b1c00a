/** What stops the relay from starting and what the person who starts it can mend: one line, no stack. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}

/** The code of a system error, such as ENOENT; null for anything else. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
