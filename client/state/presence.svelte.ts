import type { Awareness } from 'y-protocols/awareness';
import { teamPresence } from '../../shared/model/team-ids.ts';
import { documentName, type EntityId } from '../../shared/sync/document-name.ts';
import type { LocalRelay, OpenDocument } from '../local/local-relay.ts';
import { whenIdle } from './idle.ts';

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
  /** What this tab tells of itself, also before the document is open. */
  readonly #own: Record<string, unknown>;
  #awareness: Awareness | null = null;
  #closed = false;
  #release = (): void => undefined;

  constructor(relay: LocalRelay) {
    this.#own = { device: relay.device };
    const name = documentName({
      workspace: relay.workspace,
      compartment: 'team',
      entity: teamPresence,
      part: 'note',
    });
    // Who else is here may come after the first paint.
    void whenIdle()
      .then(() => relay.open(name))
      .then((open) => this.#join(open));
  }

  #join(open: OpenDocument): void {
    if (this.#closed) {
      open.release();
      return;
    }
    const { awareness } = open;
    this.#awareness = awareness;
    awareness.setLocalState({ ...awareness.getLocalState(), ...this.#own });
    const read = (): void => {
      this.#colleagues = [...awareness.getStates()]
        .filter(([client]) => client !== awareness.clientID)
        .map(([client, state]) => readState(client, state));
    };
    awareness.on('change', read);
    read();
    this.#release = () => {
      awareness.off('change', read);
      open.release();
    };
  }

  /** One entry per tab of somebody else, this person's other tabs among them. */
  get tabs(): readonly Colleague[] {
    return this.#colleagues;
  }

  setName(name: string | null): void {
    this.#tell('user', { name: name ?? '' });
  }

  setPlace(entity: EntityId | null): void {
    this.#tell('entity', entity);
  }

  setField(field: string | null): void {
    if (this.#own['field'] !== field) this.#tell('field', field);
  }

  close(): void {
    this.#closed = true;
    this.#release();
  }

  #tell(field: string, value: unknown): void {
    this.#own[field] = value;
    this.#awareness?.setLocalStateField(field, value);
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
