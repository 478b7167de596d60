import type { AreaInput } from '@/api/gen/types.gen';

const LEVELS: Record<string, string> = {
  province: 'province',
  city: 'city',
  district: 'district',
  street: 'street',
  community: 'community',
  grid: 'grid',
  省: 'province',
  市: 'city',
  区县: 'district',
  区: 'district',
  县: 'district',
  街道: 'street',
  镇: 'street',
  乡: 'street',
  社区: 'community',
  村: 'community',
  网格: 'grid',
};

/** How far below the top an area stands, for its indentation. */
export function areaLevel(level: string): number {
  return Math.max(0, ['province', 'city', 'district', 'street', 'community', 'grid'].indexOf(level));
}

/** Areas pasted from a sheet: code, name, level, code of the area above; parted by tabs or commas. */
export function readAreas(text: string): { areas: AreaInput[]; wrong: number[] } {
  const areas: AreaInput[] = [];
  const wrong: number[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const [code = '', name = '', level = '', parent = ''] = line.split(/[\t,，]/).map((cell) => cell.trim());
    const known = LEVELS[level];
    if (!/^\d{12}$/.test(code) || name.length < 2 || !known || !/^(\d{12})?$/.test(parent)) wrong.push(index + 1);
    else areas.push({ code, name, level: known, parent_code: parent || null });
  }
  return { areas, wrong };
}
