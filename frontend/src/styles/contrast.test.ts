import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/styles/base.css', 'utf8');
const tokens = Object.fromEntries(
  [...readFileSync('src/styles/tokens.css', 'utf8').matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1], m[2]]),
) as Record<string, string>;

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function colour(rule: string, property: string): string {
  const value = new RegExp(`(?:^|[\\s;{])${property}:\\s*([^;]+);`).exec(rule)?.[1]?.trim() ?? '';
  return tokens[/var\(--([\w-]+)\)/.exec(value)?.[1] ?? ''] ?? value;
}

describe('colours', () => {
  it.each(['neutral', 'progress', 'waiting', 'success', 'danger', 'decided', 'ended'])('tag %s holds 4.5:1', (tone) => {
    const rule = new RegExp(`\\.yc-tag--${tone} \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
    expect(contrast(colour(rule, 'color'), colour(rule, 'background'))).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ['ink', 'paper', 7],
    ['muted', 'ground', 4.5],
    ['primary', 'paper', 4.5],
    ['danger', 'paper', 4.5],
    ['control', 'paper', 3],
  ] as const)('%s on %s', (front, back, least) => {
    expect(contrast(tokens[front] ?? '', tokens[back] ?? '')).toBeGreaterThanOrEqual(least);
  });
});
