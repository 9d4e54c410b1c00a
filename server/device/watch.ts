import { kindOf } from '../../shared/model/documents.ts';
import { parseDocumentName, type EntityId } from '../../shared/sync/document-name.ts';
import type { LinkState, OfflineReason } from '../../shared/sync/link-device.ts';
import type { Device } from './device.ts';
import { entityValue, openEntity } from './entity.ts';
import { nameOf } from './names.ts';

export interface Watch {
  /** Resolves when everything committed so far is told. */
  stop(): Promise<void>;
}

interface Options {
  readonly device: Device;
  readonly json: boolean;
  /** One line, without its end. */
  readonly tell: (line: string) => void;
  /** How the link stands, when that changes. */
  readonly note: (line: string) => void;
}

/** Tells each entity whose facts change, by whomever, as it then stands; changes of one commit are one line. */
export function watch({ device, json, tell, note }: Options): Watch {
  let last: Promise<void> = Promise.resolve();
  const stopCommits = device.hub.onCommitted((entries) => {
    const changed = new Set<EntityId>();
    for (const { document } of entries) {
      const address = parseDocumentName(document);
      if (address?.part === 'facts') changed.add(address.entity);
    }
    last = last
      .then(() => tellAll(changed))
      .catch((error: unknown) => note(`cannot be told: ${String(error)}`));
  });

  async function tellAll(changed: ReadonlySet<EntityId>): Promise<void> {
    for (const id of changed) {
      const kind = kindOf(id);
      const entity = kind && (await openEntity(device, kind, id));
      if (entity) tell(json ? JSON.stringify(entityValue(entity)) : `${id}  ${nameOf(entity)}`.trimEnd());
    }
  }

  let said = '';
  const stopStatus = device.connection().onStatus(({ link }) => {
    const words = linkWords(link);
    if (words !== null && words !== said) note(words);
    said = words ?? said;
  });

  return {
    async stop() {
      stopCommits();
      stopStatus();
      await last;
    },
  };
}

const offlineWords: Readonly<Record<OfflineReason, string>> = {
  unreachable: 'the relay cannot be reached; trying again',
  notStored: 'the relay cannot store what it is sent; trying again',
  notStoredHere: 'this device cannot store what the relay sends; trying again',
};

/** null for what need not be told. */
function linkWords(link: LinkState): string | null {
  switch (link.kind) {
    case 'connecting':
      return null;
    case 'connected':
      return link.caughtUp ? 'connected; all there is has arrived' : null;
    case 'offline':
      return offlineWords[link.why];
    case 'refused':
      return `the relay refuses this device (${link.code} ${link.reason})`;
  }
}
