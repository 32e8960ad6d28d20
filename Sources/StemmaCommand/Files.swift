import Foundation
import StemmaMarkup

/// Reads a whole file or standard input as it is, up to a limit, and the flag that raises it.
///
/// - Throws: why it cannot be read, with its name.
func contents(
  of path: PathName,
  limit: Int,
  raisedBy flag: String? = nil
) throws(CommandError) -> [UInt8] {
  try FileStream(path, within: DecompressionLimits(maximumBytes: .max))
    .contents(limit: limit, raisedBy: flag)
}

/// The system's words for an error number, as part of a sentence.
func reason(_ code: Int32) -> String {
  switch code {
  case ENOENT: "no such file or folder"
  case EACCES, EPERM: "permission denied"
  case ELOOP: "its symbolic links form a loop"
  case ENOSPC: "no space is left on the device"
  case EFBIG: "the file would be larger than allowed"
  case EISDIR: "is a folder, not a file"
  case ENOTDIR: "a part of the path is a file, not a folder"
  case EBADF: "it is not open"
  case EROFS: "the file system is read-only"
  case ENAMETOOLONG: "the name is too long"
  default: String(cString: strerror(code)).lowercased()
  }
}
