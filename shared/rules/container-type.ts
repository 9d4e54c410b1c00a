import type { ContainerType, Reference } from '../knowledge/reference.ts';

/** How lines and forwarders write the codes of the table. */
const aliases: Readonly<Record<string, string>> = {
  '20RE': '20RF',
  '20RH': '20RF',
  '40RE': '40RF',
  '40RQ': '40RH',
  '40HR': '40RH',
  '40HRF': '40RH',
  '40HQRF': '40RH',
  '40REH': '40RH',
  '40RHC': '40RH',
  '40HCRF': '40RH',
  '45HR': '45RH',
  '20DC': '20GP',
  '20DV': '20GP',
  '40DC': '40GP',
  '40DV': '40GP',
  '40HQ': '40HC',
  '45HQ': '45HC',
};

/** The container type a text names: a code of the table, its ISO code, or what the trade says for it. */
export function containerType(text: string, reference: Reference): ContainerType | null {
  const code = text.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return (
    reference.container(aliases[code] ?? code) ??
    reference.containers.find(({ raw }) => raw.iso_size_type === code) ??
    null
  );
}

/** Whether it cools: a dry container has no fresh-air range. */
export function isReefer({ raw }: ContainerType): boolean {
  return raw.fresh_air_range_m3h !== 'none';
}
