/** What becomes of a key that a tab's address brought. */
export type KeyVerdict =
  /** It lies on this device. */
  | 'kept'
  /** The relay does not know it; the device goes on with the one it had. */
  | 'refused';

/** The workspace keys of this device: the stored one, and those from addresses that the relay has not judged yet (W6). */
export interface Keyring {
  /** The one to dial with. */
  current(): string | null;
  /** Resolves when it is kept or judged; never while neither is the case. */
  brought(key: string): Promise<KeyVerdict>;
  /** The relay has opened the link for this key. */
  connected(key: string | null): void;
  /** The relay does not know this key. Gives whether there is another one to dial with. */
  refused(key: string | null): 'another' | 'none';
}

interface Options {
  readonly stored: string | null;
  /** Rejects when it cannot be stored. */
  readonly remember: (key: string) => Promise<void>;
  /** There is another key to dial with. */
  readonly dial: () => void;
}

interface Candidate {
  readonly key: string;
  readonly tell: ((verdict: KeyVerdict) => void)[];
}

export function createKeyring({ stored: known, remember, dial }: Options): Keyring {
  let stored = known;
  /** Whether `stored` lies on the device and not only here. */
  let safe = known !== null;
  /** Newest last: that one is tried first. */
  let candidates: readonly Candidate[] = [];

  const current = (): string | null => candidates.at(-1)?.key ?? stored;

  function keep({ key, tell }: Candidate): void {
    stored = key;
    safe = false;
    remember(key).then(
      () => {
        safe = stored === key;
        for (const one of tell) one('kept');
      },
      // Not kept: it stays in the tab's address and comes again.
      () => undefined,
    );
  }

  function drop(dropped: readonly Candidate[]): void {
    for (const { tell } of dropped) for (const one of tell) one('refused');
  }

  return {
    current,

    brought: (key) =>
      new Promise<KeyVerdict>((resolve) => {
        const same = candidates.find((one) => one.key === key);
        if (same) same.tell.push(resolve);
        else if (key === stored && safe) resolve('kept');
        else if (key === stored) keep({ key, tell: [resolve] });
        else {
          const candidate: Candidate = { key, tell: [resolve] };
          // A page left early must not lose the only key there is.
          if (stored === null) keep(candidate);
          else candidates = [...candidates, candidate];
          dial();
        }
      }),

    connected(key) {
      const accepted = candidates.find((one) => one.key === key);
      if (!accepted) return;
      const older = candidates.slice(0, candidates.indexOf(accepted));
      candidates = candidates.slice(older.length + 1);
      drop(older);
      keep(accepted);
    },

    refused(key) {
      const wrong = candidates.filter((one) => one.key === key);
      candidates = candidates.filter((one) => one.key !== key);
      drop(wrong);
      return current() === key ? 'none' : 'another';
    },
  };
}
