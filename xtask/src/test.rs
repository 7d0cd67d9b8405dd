pub(crate) fn test() -> anyhow::Result<()> { Ok(()) }
