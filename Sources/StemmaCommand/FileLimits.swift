/// How large files may be that are not inputs, in bytes; larger ones are refused by name.
enum FileLimits {
  /// A report: sixteen times the largest input, as many bytes as its report may have.
  static let report = 1 << 30

  /// A baseline: some hundred thousand findings.
  static let baseline = 1 << 28

  /// A file of settings; people write it by hand.
  static let settings = 1 << 20

  /// A hook of Git.
  static let hook = 1 << 20

  /// A key or a signature; minisign’s have some hundred bytes.
  static let key = 1 << 20
}
