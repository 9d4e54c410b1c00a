import { registerSW } from 'virtual:pwa-register';

/**
 * Lets the app open with no network. Where there are no service workers (an address that is not secure), nothing
 * happens (W5). A new version waits until `apply` is called, which reloads every open tab; until then the tabs keep the
 * chunks they were built with (W2).
 */
export function registerServiceWorker(onUpdate: (apply: () => void) => void): void {
  if (!('serviceWorker' in navigator)) return;
  const update = registerSW({
    onNeedRefresh: () => onUpdate(() => void update(true)),
    onRegisteredSW: (_address, registration) => {
      if (registration !== undefined) askWhenSeenAgain(registration);
    },
  });
}

/** A tab may stay open for weeks: whoever comes back to it is asked about versions that came meanwhile. */
function askWhenSeenAgain(registration: ServiceWorkerRegistration): void {
  document.addEventListener('visibilitychange', () => {
    // Offline, or the relay is down: the next time will do.
    if (document.visibilityState === 'visible') registration.update().catch(() => undefined);
  });
}
