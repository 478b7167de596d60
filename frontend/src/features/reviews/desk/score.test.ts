import { describe, expect, it } from 'vitest';
import {
  explanationLeft,
  isAnswered,
  isScored,
  mustExplain,
  parseScore,
  runningTotal,
  scoreFault,
  scoreText,
  stepScore,
} from './score';

const ten = (code: string, weight_bp: number) => ({ code, weight_bp, min: '0', max: '10', step: '0.5' });

describe('scores', () => {
  it('reads and writes hundredths', () => {
    expect(parseScore('8.5')).toBe(850n);
    expect(parseScore('-0.25')).toBe(-25n);
    expect(parseScore('8.555')).toBeNull();
    expect(parseScore('1e1')).toBeNull();
    expect(parseScore('')).toBeNull();
    expect(scoreText(850n)).toBe('8.5');
    expect(scoreText(1000n)).toBe('10');
    expect(scoreText(5n)).toBe('0.05');
  });

  it('refuses what is out of range, off the step or no number', () => {
    expect(scoreFault('8.5', ten('a', 1))).toBeUndefined();
    expect(scoreFault('8.4', ten('a', 1))).toBe('off_step');
    expect(scoreFault('10.5', ten('a', 1))).toBe('out_of_range');
    expect(scoreFault('八', ten('a', 1))).toBe('form');
    expect(scoreFault('', ten('a', 1))).toBeUndefined();
    expect(isScored('', ten('a', 1))).toBe(false);
    expect(scoreFault('2', { code: 'a', weight_bp: 1, min: '1', max: '4', step: '1.5' })).toBe('off_step');
    expect(scoreFault('2.5', { code: 'a', weight_bp: 1, min: '1', max: '4', step: '1.5' })).toBeUndefined();
  });

  it('steps inside the range and back onto the scale', () => {
    expect(stepScore('8', ten('a', 1), 1)).toBe('8.5');
    expect(stepScore('10', ten('a', 1), 1)).toBe('10');
    expect(stepScore('0', ten('a', 1), -1)).toBe('0');
    expect(stepScore('8.2', ten('a', 1), 1)).toBe('8.5');
    expect(stepScore('8.2', ten('a', 1), -1)).toBe('8');
    expect(stepScore('', ten('a', 1), 1)).toBe('0');
    expect(stepScore('', ten('a', 1), -1)).toBe('10');
  });
});

describe('weighted total', () => {
  it('is exact where floats are not', () => {
    const criteria = [ten('a', 2500), ten('b', 2500), ten('c', 3000), ten('d', 2000)];
    expect(runningTotal(criteria, { a: '8.5', b: '9', c: '7.5', d: '8' })).toEqual({
      text: '82.25',
      possible: '100',
      scored: 4,
      all: 4,
      complete: true,
    });
    expect(runningTotal(criteria, { a: '10', b: '10', c: '10', d: '10' }).text).toBe('100.00');
  });

  it('rounds the whole once, half up', () => {
    const thirds = [1, 2, 3].map((n) => ({
      code: `c${n}`,
      weight_bp: n === 1 ? 3334 : 3333,
      min: '0',
      max: '3',
      step: '1',
    }));
    expect(runningTotal(thirds, { c1: '1', c2: '1', c3: '1' }).text).toBe('33.33');
    expect(runningTotal(thirds, { c1: '2', c2: '2', c3: '2' }).text).toBe('66.67');
    const half = [{ code: 'a', weight_bp: 10_000, min: '0', max: '800', step: '0.01' }];
    expect(runningTotal(half, { a: '0.04' }).text).toBe('0.01');
    expect(runningTotal(half, { a: '0.03' }).text).toBe('0.00');
  });

  it('counts from the lowest score and leaves out what is missing or wrong', () => {
    const criteria = [{ code: 'a', weight_bp: 6000, min: '1', max: '5', step: '1' }, ten('b', 4000)];
    expect(runningTotal(criteria, { a: '3', b: '11' })).toEqual({
      text: '30.00',
      possible: '60',
      scored: 1,
      all: 2,
      complete: false,
    });
    expect(runningTotal(criteria, {})).toEqual({ text: '0.00', possible: '0', scored: 0, all: 2, complete: false });
    expect(runningTotal(criteria, { a: '1', b: '0' }).text).toBe('0.00');
  });
});

describe('an advisory criterion', () => {
  const rubric = [ten('need', 10_000), ten('novelty', 0)];

  it('is answered by no score, not by a wrong one, and is no part of the total', () => {
    expect(rubric.map((one) => isAnswered('', one))).toEqual([false, true]);
    expect(rubric.map((one) => isAnswered('10.5', one))).toEqual([false, false]);
    expect(runningTotal(rubric, { need: '8' })).toEqual({
      text: '80.00',
      possible: '100',
      scored: 1,
      all: 1,
      complete: true,
    });
    expect(runningTotal(rubric, { need: '8', novelty: '0' }).text).toBe('80.00');
  });
});

describe('scores that must be explained', () => {
  const criterion = {
    code: 'need',
    weight_bp: 10_000,
    min: '0',
    max: '10',
    step: '0.5',
    explain_below: '6',
    explain_above: '9',
    explain_chars: 4,
  };

  it('lie outside the band; its ends and what is no score do not', () => {
    expect(['5.5', '6', '9', '9.5', '', '11', '5.4'].map((text) => mustExplain(text, criterion))).toEqual([
      true,
      false,
      false,
      true,
      false,
      false,
      false,
    ]);
    expect(mustExplain('0', { ...criterion, explain_below: null, explain_above: undefined })).toBe(false);
  });

  it('are explained by both kinds of comments together, counted in characters', () => {
    expect(explanationLeft(criterion, ['  好 ', undefined])).toBe(3);
    expect(explanationLeft(criterion, ['数据', '存疑'])).toBe(0);
    expect(explanationLeft({ ...criterion, explain_chars: null }, ['', ''])).toBe(1);
  });
});
