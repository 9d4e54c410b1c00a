import { Scenario } from './scenario.ts';

/** Plays one run from its seed; gives everything that did not hold, which is nothing. */
export async function play(seed: number): Promise<readonly string[]> {
  const faults: string[] = [];
  try {
    const scenario = new Scenario(seed);
    await scenario.live(60);
    await scenario.heal();
    for (const document of scenario.documents) {
      const contents = scenario.contents(document);
      if (new Set(contents).size !== 1) faults.push(`seed ${String(seed)}: replicas of ${document} differ`);
      for (const token of scenario.promised.get(document) ?? []) {
        if (!contents[0]?.includes(token)) {
          faults.push(`seed ${String(seed)}: ${token} was called saved and is gone`);
        }
      }
    }
    await scenario.closeAll();
    if (scenario.relay.hub.roomCount() !== 0) faults.push(`seed ${String(seed)}: rooms leak`);
  } catch (error) {
    faults.push(
      `seed ${String(seed)}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }
  return faults;
}
