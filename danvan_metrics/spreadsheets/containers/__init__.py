"""What files are made of, before any cell is read: zips, OLE files, mails, and documents of other programs."""
