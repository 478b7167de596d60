/** The colours of the workspace's kit; the same values as `tokens.css`. Text pairs hold 4.5:1, controls 3:1. */
export const tokens = {
  primary: '#1456c2',
  primaryDark: '#0d3f94',
  primaryTint: '#eaf1fc',
  ink: '#1a2433',
  muted: '#4a5667',
  line: '#d5dce6',
  control: '#76839a',
  ground: '#f5f7fa',
  success: '#146c3c',
  warning: '#8a5300',
  danger: '#b3202a',
  font: '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
} as const;
