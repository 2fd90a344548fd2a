//! Setting up, sealing, unsealing; what the disk holds; the audit log; backups.

mod audit_log;
mod backup;
mod backup_tables;
mod banner;
mod disk_silence;
mod schema_inventory;
mod set_up;
