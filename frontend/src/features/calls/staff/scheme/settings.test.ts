import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { read } from './document';
import { SETTINGS, settingOf } from './settings';

/** The schemas of the contract, as the YAML has them: names of the members of one schema. */
function membersOf(schema: string): string[] {
  const lines = readFileSync('../openapi.yaml', 'utf8').split('\n');
  const from = lines.indexOf(`    ${schema}:`);
  const end = lines.findIndex((line, index) => index > from && /^ {4}\S/.test(line));
  const own = lines.slice(from, end);
  const start = own.indexOf('      properties:');
  const names: string[] = [];
  for (const line of own.slice(start + 1)) {
    if (/^ {6}\S/.test(line)) break;
    const member = /^ {8}([a-z_]+):/.exec(line);
    if (member?.[1]) names.push(member[1]);
  }
  return names;
}

/** Settings that are one object of the scheme each: all of its members are in the form. */
const OBJECTS: Record<string, string> = {
  '/limits': 'SchemeLimits',
  '/eligibility': 'SchemeEligibility',
  '/budget': 'SchemeBudget',
  '/panel': 'SchemePanel',
  '/scoring': 'SchemeScoring',
  '/scoring/stage_weights_bp': 'SchemeStageWeights',
  '/scoring/outliers': 'SchemeOutliers',
  '/rubric': 'SchemeRubric',
  '/defence_rubric': 'SchemeRubric',
  '/notice': 'SchemeNotice',
  '/reporting': 'SchemeReporting',
  '/satisfaction': 'SchemeSatisfaction',
  '/clocks': 'SchemeClocks',
};
const ROWS: Record<string, string> = {
  '/tracks': 'SchemeTrack',
  '/categories': 'SchemeCategory',
  '/budget/lines': 'SchemeLineRule',
  '/rubric/criteria': 'SchemeCriterion',
  '/defence_rubric/criteria': 'SchemeCriterion',
  '/tranches': 'SchemeTranche',
  '/grades': 'SchemeGradeBand',
};

describe('settings', () => {
  it('has a field for every setting of the contract', () => {
    const missing: string[] = [];
    const walk = (pointer: string, schema: string) => {
      for (const member of membersOf(schema)) {
        const place = `${pointer}/${member}`;
        if (OBJECTS[place]) walk(place, OBJECTS[place]);
        else if (place !== '/schema_version' && !SETTINGS.some((one) => one.pointer === place)) missing.push(place);
      }
    };
    walk('', 'SchemeDocument');
    expect(membersOf('SchemeDocument').length).toBeGreaterThan(20);
    expect(missing).toEqual([]);
  });

  it('has a column for every member of a row', () => {
    for (const [pointer, schema] of Object.entries(ROWS)) {
      const columns = SETTINGS.find((one) => one.pointer === pointer)?.rows?.columns ?? [];
      const names = new Set(columns.map((column) => column.name.split('/')[0]));
      expect([...names].sort(), schema).toEqual(membersOf(schema).sort());
    }
  });

  it('begins a new row with every member it needs', () => {
    for (const { rows, pointer } of SETTINGS) {
      if (!rows) continue;
      const blank = rows.blank();
      for (const column of rows.columns) {
        const name = `/${column.name.split('/')[0]}`;
        expect(read(blank, name), `${pointer}${name}`).not.toBeUndefined();
      }
    }
  });

  it('finds the setting that a fault belongs to', () => {
    expect(settingOf('/rubric/criteria/2/weight_bp')?.pointer).toBe('/rubric/criteria');
    expect(settingOf('/scoring/stage_weights_bp')?.pointer).toBeUndefined();
    expect(settingOf('/notice/days')?.group).toBe('notice');
  });
});
