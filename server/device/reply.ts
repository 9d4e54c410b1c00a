/** What a command gives: a value, as JSON or as text for people, and what is to be said beside it. */
export type Reply =
  | {
      readonly kind: 'done';
      readonly value: unknown;
      readonly text: string;
      readonly notes: readonly string[];
    }
  /** One line that says what is wrong; nothing was written. */
  | { readonly kind: 'failed'; readonly message: string };

export function done(value: unknown, text: string, ...notes: readonly string[]): Reply {
  return { kind: 'done', value, text, notes };
}

export function failed(message: string): Reply {
  return { kind: 'failed', message };
}

/** What a process leaves behind. */
export interface Output {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

export function outputOf(reply: Reply, json: boolean): Output {
  switch (reply.kind) {
    case 'done':
      return {
        stdout: json ? `${JSON.stringify(reply.value)}\n` : reply.text,
        stderr: reply.notes.map(line).join(''),
        code: 0,
      };
    case 'failed':
      return { stdout: '', stderr: line(reply.message), code: 1 };
  }
}

/** What was typed may be quoted in it; it stays one line. */
function line(text: string): string {
  return `gendan: ${text.replace(/[\s\p{Cc}]+/gu, ' ')}\n`;
}
