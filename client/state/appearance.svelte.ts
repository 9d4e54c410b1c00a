import { dark } from './ports.svelte.ts';
import { remember, remembered } from './remembered.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export const densities = ['comfortable', 'compact'] as const;
export type Density = (typeof densities)[number];

const themeKey = 'gendan.theme';
const densityKey = 'gendan.density';

class Appearance {
  #theme = $state<Theme>(themes.find((one) => one === remembered(themeKey)) ?? 'system');
  #density = $state<Density>(densities.find((one) => one === remembered(densityKey)) ?? 'comfortable');

  get theme(): Theme {
    return this.#theme;
  }

  /** What the theme comes to on this device now. */
  get shown(): 'light' | 'dark' {
    if (this.#theme === 'system') return dark.matches ? 'dark' : 'light';
    return this.#theme;
  }

  get density(): Density {
    return this.#density;
  }

  chooseTheme(theme: Theme): void {
    this.#theme = theme;
    remember(themeKey, theme);
  }

  chooseDensity(density: Density): void {
    this.#density = density;
    remember(densityKey, density);
  }
}

export const appearance = new Appearance();
