public func f() -> String { compiled.description }
