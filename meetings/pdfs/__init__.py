"""PDFs that other people made, and packs made of them. Opened only in a process of its own (security AC17, §2.10)."""
