/**
 * A new order that was asked for before the app could make one. It outlives a new page, which some browsers need before
 * they fetch a part again that once did not come.
 */
const key = 'gendan.newOrderAsked';

export function rememberAsked(): void {
  sessionStorage.setItem(key, 'yes');
}

export function forgetAsked(): void {
  sessionStorage.removeItem(key);
}

export function isAsked(): boolean {
  return sessionStorage.getItem(key) !== null;
}
