import type { Awareness } from 'y-protocols/awareness';
import { teamPresence } from '../../shared/model/team.ts';
import { documentName, type EntityId } from '../../shared/sync/document-name.ts';
import type { LocalRelay } from '../local/local-relay.ts';

/** Somebody else who is in this workspace now. */
export interface Colleague {
  readonly client: number;
  readonly device: string;
  /** Empty until a name is given. */
  readonly name: string;
  readonly entity: EntityId | null;
  /** The path being edited there. */
  readonly field: string | null;
}

/** Who is here, on which entity, in which field: awareness of `team/team_presence/note`. */
export class Presence {
  #colleagues: readonly Colleague[] = $state.raw([]);
  readonly #awareness: Awareness;
  readonly #release: () => void;

  constructor(relay: LocalRelay) {
    const open = relay.open(
      documentName({ workspace: relay.workspace, compartment: 'team', entity: teamPresence, part: 'note' }),
    );
    this.#awareness = open.awareness;
    this.#awareness.setLocalStateField('device', relay.device);
    const read = (): void => {
      this.#colleagues = [...this.#awareness.getStates()]
        .filter(([client]) => client !== this.#awareness.clientID)
        .map(([client, state]) => readState(client, state));
    };
    this.#awareness.on('change', read);
    read();
    this.#release = () => {
      this.#awareness.off('change', read);
      open.release();
    };
  }

  /** One entry per tab of somebody else, this person's other tabs among them. */
  get tabs(): readonly Colleague[] {
    return this.#colleagues;
  }

  setName(name: string | null): void {
    this.#awareness.setLocalStateField('user', { name: name ?? '' });
  }

  setPlace(entity: EntityId | null): void {
    this.#awareness.setLocalStateField('entity', entity);
  }

  setField(field: string | null): void {
    if (this.#awareness.getLocalState()?.['field'] !== field)
      this.#awareness.setLocalStateField('field', field);
  }

  close(): void {
    this.#release();
  }
}

/** Anybody may write anything into awareness: only what has the right form is taken. */
function readState(client: number, state: Readonly<Record<string, unknown>>): Colleague {
  const user = state['user'];
  const name = typeof user === 'object' && user !== null ? (user as Record<string, unknown>)['name'] : null;
  const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
  return {
    client,
    device: text(state['device']) ?? String(client),
    name: Array.from(text(name) ?? '')
      .slice(0, 40)
      .join(''),
    entity: text(state['entity']) as EntityId | null,
    field: text(state['field']),
  };
}
